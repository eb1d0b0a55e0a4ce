import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonHtml } from './json-html';

const piece = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '</code>',
    '<script>',
    '<!--',
    '&lt;',
    '&',
    '"',
    '\\',
    '": ',
    '<i class="k">',
    '</i>',
    'true',
    '-1e3',
  ),
);

/** What a browser reads from it, once only the marks of our own are left as elements. */
function textOf(html: string): string {
  const text = html.replace(/<i class="[kswn]">([^<>]*)<\/i>/g, '$1');
  expect(text).not.toMatch(/[<>]/);
  expect(text).not.toMatch(/&(?!amp;|lt;|gt;)/);
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

test('no text makes an element of its own, and every character of it is shown', () => {
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      expect(textOf(jsonHtml(text))).toBe(text);
      const json = JSON.stringify({ [text]: [text, 1, null] }, null, 2);
      expect(textOf(jsonHtml(json))).toBe(json);
    }),
  );
});

test('a key, a string, a word and a number are told apart', () => {
  expect(jsonHtml('{"a": ["b<", true, -1.5]}')).toBe(
    '{<i class="k">"a"</i>: [<i class="s">"b&lt;"</i>, <i class="w">true</i>, <i class="n">-1.5</i>]}',
  );
});
