// Facts that the documentation states about engines. A test compares each with the engine's source.

export const gatewayErrors = [
  { name: 'unreachable', code: 1001, meaning: 'The server cannot be reached.' },
  { name: 'credentialRefused', code: 1002, meaning: 'The server rejected the credential that the gateway sent.' },
  { name: 'timeout', code: 1003, meaning: 'The server did not answer in time.' },
  { name: 'brokenAnswer', code: 1004, meaning: 'The answer of the server is malformed or broke off.' },
  {
    name: 'overloaded',
    code: 1005,
    meaning: 'Too many requests, streams or sessions at once. The message says whose limit is reached.',
  },
  { name: 'unavailable', code: 1006, meaning: 'The gateway cannot decide, so it refuses the call.' },
  { name: 'unauthorised', code: 1007, meaning: 'No grant, or one that is unknown, revoked or expired.' },
  { name: 'mayNotAsk', code: 1008, meaning: 'The server asked the client for something that is off in its settings.' },
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
