import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { bullets, code, fenced, inline, link, prose, quotation, table } from './markdown';

function html(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}

/** The parsed elements, without text. */
function elements(markdown: string): string {
  return (html(markdown).match(/<[^>]*>/g) ?? []).join('');
}

/** What a hostile publisher would try, and every character with a meaning. */
const hostile = [
  '# heading',
  '- item',
  '1. item',
  '10) item',
  '=====',
  '---',
  '***',
  '> quote',
  '```\ncode',
  '~~~',
  'a\n:-',
  '`code`',
  '``',
  '| a | b |\n| - | - |',
  '<script>alert(1)</script>',
  '<!-- comment',
  '</details><h1>',
  '[text](https://evil.example)',
  '![image](https://evil.example/x.png)',
  '[ref]: https://evil.example',
  '[^1]: note',
  'https://evil.example',
  'HTTP://evil.example',
  'www.evil.example',
  'mailto:someone@evil.example',
  'someone@evil.example',
  '<https://evil.example>',
  '&lt;b&gt; &#60;b&#62;',
  'a\\',
  '\\`x`',
  'x\u2028# y',
  'a\u0085- b',
  '    indented',
  '\tindented',
  '*a* _b_ __c__ ~~d~~ a_b_c',
  '- [ ] task',
  'a\n\n# b',
  '$x$',
];

const texts = fc.oneof(
  fc.constantFrom(...hostile),
  fc.array(fc.constantFrom(...hostile, ' ', '\n'), { maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({
    unit: fc.constantFrom(...'\\`*_[]()<>#+-.!|~&:=/@"\'^{}$ \n\r\taw1'.split(''), 'https://', 'www.', '\u2028'),
    maxLength: 40,
  }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const runs = { numRuns: 1_000 };

test('a text stays in its heading and creates no element', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(elements(`## x ${inline(text)}\n\nend`)).toBe('<h2></h2><p></p>');
    }),
    runs,
  );
});

test('a text at the start of a paragraph stays a paragraph', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const written = inline(text);
      expect(elements(written)).toBe(written === '' ? '' : '<p></p>');
    }),
    runs,
  );
});

test('a name is one code span, or plain text if it has a bar', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(elements(`x ${code(text)} y`)).toMatch(/^<p>(<code><\/code>)?<\/p>$/);
    }),
    runs,
  );
});

test('a cell stays in its row and column, as text and as code', () => {
  const shape = '<table><thead><tr><th></th><th></th></tr></thead><tbody><tr><td></td><td></td></tr></tbody></table>';
  fc.assert(
    fc.property(texts, texts, (first, second) => {
      const markdown = table(['a', 'b'], [[code(first), inline(second)]]);
      expect(elements(markdown).replace('<code></code>', '')).toBe(shape);
    }),
    runs,
  );
});

test('a quotation has lines and nothing else', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const shape = elements(`${quotation(text)}\n\nend`).replace(/<\/p><p>|<p>/g, '<p>');
      expect(shape).toMatch(/^<blockquote>(<p>)*(<\/p>)?<\/blockquote><p><\/p>$/);
    }),
    runs,
  );
});

test('a code block keeps its text byte for byte, whatever backticks it has', () => {
  fc.assert(
    fc.property(
      texts.filter((text) => !/[\r\0]/.test(text)),
      (text) => {
        const markdown = fenced(text, 'json');
        const [open = '', ...rest] = markdown.split('\n');
        expect(rest.at(-1)).toBe(open.replace('json', ''));
        expect(rest.slice(0, -1).join('\n')).toBe(text.replace(/\n$/, ''));
        expect(elements(`${markdown}\n\nend`)).toBe('<pre><code class="language-json"></code></pre><p></p>');
      },
    ),
    runs,
  );
});

test('a link leads to a web address or to this site, and its text cannot end it', () => {
  fc.assert(
    fc.property(texts, texts, (text, path) => {
      const made = elements(`x ${link(text, `https://example.com/${path}`)}`);
      expect(made).toMatch(/^<p><a href="https:\/\/example\.com\/[^"]*"><\/a><\/p>$/);
    }),
    runs,
  );
  expect(link('x', 'javascript:alert(1)')).toBe('x');
  expect(link('x', 'data:text/html,x')).toBe('x');
  expect(link('x', '/tools/a')).toBe('[x](/tools/a)');
  expect(html(link('x', 'https://example.com/?a=1&lt;b'))).toContain('?a=1&amp;lt;b');
});

test('a sentence sets names as code and creates no other element', () => {
  fc.assert(
    fc.property(texts, texts, (text, name) => {
      expect(elements(bullets([prose(text, [name])])).replaceAll('<code></code>', '')).toMatch(
        /^<ul><li><\/li><\/ul>$/,
      );
    }),
    runs,
  );
  expect(prose('By its name, find_flow finds a flow.', ['find_flow'])).toBe('By its name, `find_flow` finds a flow.');
});

test('the rendered text is the written text', () => {
  for (const text of ['a_b <c> & d | e', '1. #x', 'https://x.y/?a=b&c', '[x](y) `z` \\n']) {
    const shown = html(`x ${inline(text)}`)
      .replace(/^<p>x |<\/p>$/g, '')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&');
    expect(shown).toBe(text);
  }
});

test('invisible characters are escaped, so that a model reads what a person sees', () => {
  expect(inline('a\u202eb\u200bc')).toBe('a\\\\u202eb\\\\u200bc');
  expect(code('a\u{e0041}')).toContain('\\udb40\\udc41');
});
