/** The most of everything that a policy may hold; checked against `readPolicy` by bounds.test.ts. */
export const bounds = {
  toolName: { what: 'characters of a tool’s name or pattern', max: 256 },
  tools: { what: 'entries under tools', max: 10_000 },
  hidden: { what: 'names in hide', max: 10_000 },
  rules: { what: 'rules in one require, deny_if or approve_if', max: 1_000 },
  conditions: { what: 'conditions of one rule', max: 100 },
  limits: { what: 'limits of one tool', max: 100 },
  windowSeconds: { what: 'seconds of a window or of expires_in', max: 2_678_400 },
  message: { what: 'characters of a reason or an on_deny', max: 1_000 },
  regex: { what: 'characters of an expression', max: 1_000 },
  regexes: { what: 'expressions in one document', max: 500 },
  operand: { what: 'characters of any other text to compare with', max: 10_000 },
  path: { what: 'characters of a path', max: 1_000 },
  counter: { what: 'characters of a counter’s name', max: 300 },
  list: { what: 'values of one in, not_in, path_within or host_in', max: 10_000 },
  document: { what: 'characters of the document', max: 4_194_304 },
} as const;
