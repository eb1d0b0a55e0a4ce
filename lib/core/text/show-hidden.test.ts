import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foreignLetters, showHidden } from './show-hidden';

test.each([
  ['a text that is shown reversed', 'pay \u202eboB\u202c', 'pay \\u202eboB\\u202c'],
  ['a letter without width', 'del\u200bete', 'del\\u200bete'],
  ['an isolate', '\u2067x\u2069', '\\u2067x\\u2069'],
  ['tags that only a model reads', 'hi\u{e0041}', 'hi\\udb40\\udc41'],
  ['a filler that looks like a blank', 'a\u3164b', 'a\\u3164b'],
  ['a selector after a letter', 'a\ufe0f\u200d', 'a\\ufe0f\\u200d'],
  ['a control character', 'a\u0007\r', 'a\\u0007\\u000d'],
])('%s is seen', (_, text, seen) => expect(showHidden(text)).toBe(seen));

test.each(['plain\ntext\twith lines', 'Grüße, Здравствуй, 你好', '⚠️ 👩‍💻 é'])('%s stays as it is', (text) =>
  expect(showHidden(text)).toBe(text),
);

test('escaped JSON still means what was sent', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const text = JSON.stringify(value, null, 2);
      expect(JSON.parse(showHidden(text))).toEqual(JSON.parse(text));
    }),
  );
});

test('the letters of a homoglyph name are named', () => {
  expect(foreignLetters('delete_all')).toBeNull();
  expect(foreignLetters('delete_\u0430ll')).toBe('U+0430');
});
