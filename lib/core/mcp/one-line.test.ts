import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toOneLine } from './one-line';

const separators = ['\u0085', '\u2028', '\u2029', '\u0080', '\u009f'];

test('a JSON text keeps its value and is one line for every reader', () => {
  const text = fc.array(fc.constantFrom(...separators, 'a', '"', '\\', '\n', '\u00a0', '\u2027', '€', '𐍈', '\x7f'));
  const value = fc.dictionary(
    text.map((parts) => parts.join('')),
    fc.oneof(
      text.map((parts) => parts.join('')),
      fc.nat(),
    ),
  );
  fc.assert(
    fc.property(value, fc.nat(2), (one, indent) => {
      const written = toOneLine(JSON.stringify(one, null, indent));
      expect(JSON.parse(written)).toEqual(one);
      expect(written).not.toMatch(/(?!\x7f)[\p{Cc}\u2028\u2029]/u);
    }),
  );
});

test('a text without separators is returned unchanged', () => {
  const text = JSON.stringify({ a: 'ü€𐍈\u00a0\u2027\u202a' });
  expect(toOneLine(text)).toBe(text);
});
