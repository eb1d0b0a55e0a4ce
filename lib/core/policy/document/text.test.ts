import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparable, isComparable } from './text';

const MARK = '\u0301';

test('a text has a comparable form exactly when no run of its combining marks is longer than 30', () => {
  const run = fc
    .tuple(fc.constantFrom(MARK, '\u{1d165}'), fc.integer({ min: 0, max: 34 }))
    .map(([mark, count]) => mark.repeat(count));
  const texts = fc.array(fc.tuple(fc.constantFrom('', 'a', '\u{1f600}', ' '), run), { maxLength: 6 });
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.flat().join('');
      const longest = Math.max(0, ...(text.match(/\p{M}+/gu) ?? []).map((marks) => [...marks].length));
      expect([comparable(text) === null, isComparable(text)]).toEqual([longest > 30, longest <= 30]);
    }),
    { numRuns: 500 },
  );
});
