import { expect, test } from 'vitest';
import { readArguments } from './read-arguments';

test('only a JSON object can be the arguments of a call', () => {
  expect(readArguments('{"a": 1}')).toEqual({ a: 1 });
  for (const text of ['', '[]', 'null', '1', '{']) expect(readArguments(text)).toBeUndefined();
});
