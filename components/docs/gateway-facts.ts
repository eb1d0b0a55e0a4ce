// Facts that the documentation states about engines. A test compares each with the engine's source.

export const gatewayErrors = [
  { name: 'unreachable', code: 1001, meaning: 'The server cannot be reached.' },
  { name: 'credentialRefused', code: 1002, meaning: 'The server refused the credential that the gateway sent.' },
  { name: 'timeout', code: 1003, meaning: 'The server did not answer in time.' },
  { name: 'brokenAnswer', code: 1004, meaning: 'What the server answered cannot be read, or broke off.' },
  {
    name: 'overloaded',
    code: 1005,
    meaning: 'Too much is under way: requests, streams or sessions. The message says of whom.',
  },
  { name: 'unavailable', code: 1006, meaning: 'The gateway cannot decide, so nothing passes.' },
  { name: 'unauthorised', code: 1007, meaning: 'No grant, or one that no longer stands.' },
  { name: 'mayNotAsk', code: 1008, meaning: 'The server asked for input of a kind that is switched off for it.' },
] as const;

export const modernVersions = ['2026-07-28'] as const;
export const legacyVersions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;

export const methodsInBothEras = [
  'tools/list',
  'tools/call',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
  'prompts/get',
  'completion/complete',
] as const;
export const modernMethods = ['server/discover', 'subscriptions/listen'] as const;
export const legacyMethods = [
  'initialize',
  'ping',
  'logging/setLevel',
  'resources/subscribe',
  'resources/unsubscribe',
] as const;

/** Bounds of one reading of a server's tools. */
export const serverReading = { mebibytes: 4, values: 200_000, events: 256, tools: 5_000 } as const;
