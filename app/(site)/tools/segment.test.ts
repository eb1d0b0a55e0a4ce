import { expect, test } from 'vitest';
import { textOf } from './segment';

test.each([
  ['github', 'github'],
  ['caf%C3%A9', 'café'],
  ['a%2Fb', 'a/b'],
  ['100%', '100%'],
  ['%ff', '%ff'],
  ['%00', '%00'],
  ['%0a', '%0a'],
])('a part of an address is read as text whether Next decoded it or not: %s', (segment, text) => {
  expect(textOf(segment)).toBe(text);
});
