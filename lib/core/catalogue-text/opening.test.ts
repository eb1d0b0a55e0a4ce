import { expect, test } from 'vitest';
import { openingOf } from './opening';

test('a short description is its own opening', () => {
  expect(openingOf('Reads a file.')).toEqual({ text: 'Reads a file.', rest: false });
  expect(openingOf('  Reads\n a file. ')).toEqual({ text: 'Reads a file.', rest: false });
});

test('of several paragraphs the first opens', () => {
  expect(openingOf('Reads a file.\n\nArgs:\n  path: where')).toEqual({ text: 'Reads a file.', rest: true });
});

test('a long one is cut behind a sentence, else behind a word, never within one', () => {
  const sentence = `Reads ${'very '.repeat(30)}long files.`;
  expect(openingOf(`${sentence} ${sentence}`)).toEqual({ text: sentence, rest: true });
  const { text } = openingOf('word '.repeat(100));
  expect(text).toMatch(/^(word )+word…$/);
  expect(text.length).toBeLessThanOrEqual(241);
  expect(openingOf('x'.repeat(500)).text).toBe(`${'x'.repeat(240)}…`);
  expect(openingOf('😀'.repeat(500)).text).not.toMatch(/[\uD800-\uDBFF]…$/);
});
