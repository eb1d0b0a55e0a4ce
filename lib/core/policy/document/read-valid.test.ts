import { expect, test } from 'vitest';
import { readPolicy, readStored } from './read';

const policy = (tools: string) => `{"version":"1","default":"deny","tools":{${tools}}}`;

test.each([
  ['a key twice', '{"version":"1","default":"deny","default":"allow"}'],
  ['a key twice, once with an escape', '{"version":"1","default":"deny","def\\u0061ult":"allow"}'],
  ['a tool twice', policy('"a":{},"b":{},"a":{}')],
  ['a key twice deep inside', policy('"a":{"limits":[{"counter":"c","window":"hour","max":1,"max":9}]}')],
  ['__proto__', policy('"__proto__":{}')],
  ['__proto__ with an escape', policy('"__pr\\u006fto__":{}')],
  ['what is no JSON', policy('"a":{},')],
  ['what the schema does not know', policy('"a":{"permit":true}')],
])('%s is refused, published or stored', (_, text) => {
  expect(readPolicy(text).ok).toBe(false);
  expect(readStored(text).ok).toBe(false);
});

test.each([
  ['a text that looks like a key', policy('"a":{"action":"deny","reason":"say \\"no\\": it is \\\\\\": so"}')],
  ['blanks between a key and its colon', '{"version" : "1" ,\n"default"\t:\r\n"deny"}'],
  [
    'a condition that is named like an expression',
    policy('"a":{"deny_if":[{"conditions":[{"path":"args.op","op":"eq","value":"regex"}]}]}'),
  ],
])('%s is accepted', (_, text) => {
  expect(readPolicy(text)).toEqual({ ok: true, policy: JSON.parse(text) });
  expect(readStored(text)).toEqual({ ok: true, policy: JSON.parse(text) });
});

test('an expression that does not compile is refused when it is published, and kept when it is stored', () => {
  const text = policy('"a":{"deny_if":[{"conditions":[{"path":"args.a","op":"regex","value":"(["}]}]}');
  expect(readPolicy(text).ok).toBe(false);
  expect(readStored(text)).toEqual({ ok: true, policy: JSON.parse(text) });
});
