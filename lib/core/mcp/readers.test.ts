import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Message, readMessage } from './message';
import { wrongParam } from './params';
import { type Reading, readers } from './readers.test-data';

/** Spellings of a key that some reader accepts, and some that only change the text. */
const spellings: ((key: string) => string)[] = [
  (key) => JSON.stringify(key),
  (key) => JSON.stringify(key.charAt(0).toUpperCase() + key.slice(1)),
  (key) => JSON.stringify(key.toUpperCase()),
  (key) => JSON.stringify(key.replace('s', '\u017f').replace('i', '\u0131')),
  (key) => JSON.stringify(key.replace('i', '\u0130')),
  (key) => JSON.stringify(String.fromCharCode(key.charCodeAt(0) + 0xfee0) + key.slice(1)),
  (key) => JSON.stringify(`${key.slice(0, 2)}\u200d${key.slice(2)}`),
  (key) => JSON.stringify(`${key}\u00ad`),
  (key) => JSON.stringify(` ${key}`),
  (key) => `"${key}\\u0000"`,
  (key) => `"${key}\\u0000x"`,
  (key) => `"${key.slice(0, 1)}\\u0000${key.slice(1)}"`,
  (key) => `"${key}\\ud800"`,
  (key) => `"\\u00${key.charCodeAt(0).toString(16)}${key.slice(1)}"`,
  (key) => `"\\u00${(key.charCodeAt(0) - 32).toString(16)}${key.slice(1)}"`,
];

type Member = [key: string, value: fc.Arbitrary<string>];

/** Objects of these members: each absent, doubled or misspelt, in any order. */
function anyObject(...members: Member[]): fc.Arbitrary<string> {
  const written = members.map(([key, value]) =>
    fc.array(
      fc.tuple(fc.constantFrom(...spellings), value).map(([spell, text]) => `${spell(key)}:${text}`),
      { minLength: 0, maxLength: 2 },
    ),
  );
  const plain = fc
    .tuple(...members.map(([, value]) => value))
    .map((values) => values.map((value, at) => `${JSON.stringify(members[at]?.[0])}:${value}`));
  const hostile = fc
    .tuple(...written)
    .chain((lists) => fc.shuffledSubarray(lists.flat(), { minLength: lists.flat().length }));
  const twisted = fc.tuple(plain, hostile).map(([good, bad]) => [...good, ...bad.slice(0, 1)]);
  return fc.oneof(plain, twisted, hostile).map((parts) => `{${parts.join(',')}}`);
}

const text = (...values: string[]) => fc.constantFrom(...values.map((value) => JSON.stringify(value)));
const args = anyObject(['action', text('get', 'delete')], ['other', text('x')]);
const params = anyObject(['name', text('get_x', 'delete_x')], ['arguments', args]);
const message = anyObject(
  ['jsonrpc', text('2.0')],
  ['id', fc.constant('1')],
  ['method', text('tools/call', 'tools/list')],
  ['params', params],
);

/** What the gateway judges; null: refused. */
function judged(body: string, read: (body: string) => Message | null): Reading | null {
  const found = read(body);
  if (found?.kind !== 'request') return null;
  const { arguments: given } = found.params;
  const action = typeof given === 'object' && given !== null && 'action' in given ? given.action : undefined;
  return { method: found.method, name: found.params.name, action };
}

function strictly(body: string): Message | null {
  const found = readMessage(new TextEncoder().encode(body));
  if (found.kind !== 'request' && found.kind !== 'notification') return null;
  return wrongParam(found) === null ? found : null;
}

/** A reader that only detects identical keys. */
function exactKeysOnly(body: string): Message | null {
  const value = JSON.parse(body);
  const keysInText = body.match(/":/g)?.length;
  const keysInValue = JSON.stringify(value).match(/":/g)?.length;
  if (keysInText !== keysInValue || !value.method || !('id' in value)) return null;
  return { kind: 'request', id: 1, method: value.method, params: value.params ?? {} };
}

/** A message that `read` accepts and that some server reads differently; null after many tries. */
function findDisagreement(read: (body: string) => Message | null): string | null {
  let passed = 0;
  const property = fc.property(message, (body) => {
    const ours = judged(body, read);
    if (ours === null) return;
    passed += 1;
    // A misspelt key alone in the arguments is for the policy to refuse: the reader does not know which keys a rule
    // names.
    const known = ours.action === undefined ? (['method', 'name'] as const) : (['method', 'name', 'action'] as const);
    for (const reader of readers) {
      const theirs = reader.read(body);
      for (const part of known) if (theirs[part] !== ours[part]) throw new Error(`${reader.name}: ${body}`);
    }
  });
  const result = fc.check(property, { numRuns: 20_000, seed: 9 });
  expect(passed).toBeGreaterThan(result.failed ? 0 : 500);
  return result.failed ? String(result.counterexample) : null;
}

test('an accepted message reads the same in every kind of reader', () => {
  expect(findDisagreement(strictly)).toBeNull();
});

test('a reader that only detects identical keys accepts messages that others read differently', () => {
  expect(findDisagreement(exactKeysOnly)).not.toBeNull();
});
