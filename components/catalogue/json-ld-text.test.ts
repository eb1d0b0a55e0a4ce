import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonLdText } from './json-ld-text';

const piece = fc.constantFrom(
  '</script>',
  '</ScRiPt ',
  '<!--',
  '-->',
  '<script',
  ']]>',
  '&lt;',
  '\u2028',
  '\u2029',
  '"',
  '\\',
  'a',
);

test('no text can end the script that it stands in, and none is changed', () => {
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const name = pieces.join('');
      const text = jsonLdText({ name, [`key ${name}`]: 1 });
      expect(text).not.toMatch(/[<>&\u2028\u2029]/);
      expect(JSON.parse(text)).toEqual({ '@context': 'https://schema.org', name, [`key ${name}`]: 1 });
    }),
  );
});
