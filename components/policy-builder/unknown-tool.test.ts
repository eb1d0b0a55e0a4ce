import { expect, test } from 'vitest';
import { unknownBecause } from './unknown-tool';

const tools = [
  { name: 'run' },
  { name: 'kept', state: 'pinned' },
  { name: 'other', state: 'changed' },
  { name: 'fresh', state: 'pending' },
  { name: 'lost', state: 'gone' },
] as const;

test.each(['run', 'kept', 'other'])('the policy decides on %s, which agents can see', (name) => {
  expect(unknownBecause(name, tools)).toBeNull();
});

test('a name that the server does not have is unknown, whatever the policy opens', () => {
  expect(unknownBecause('Run', tools)).toBe('not among the 5 tools read from the server');
  expect(unknownBecause('run', [])).toBe('not among the 0 tools read from the server');
});

test('a tool that waits for its review or is gone is unknown to agents', () => {
  expect(unknownBecause('fresh', tools)).toContain('reviewed');
  expect(unknownBecause('lost', tools)).toContain('no longer');
});
