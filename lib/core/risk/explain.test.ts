import { expect, test } from 'vitest';
import { quote } from '@/lib/core/risk/read/evidence';
import { classifyTool } from './classify';

const text = { type: 'string' };

function reasons(name: string, properties: Record<string, unknown> = {}, annotations: unknown = undefined): string[] {
  return classifyTool({ name, inputSchema: { properties }, annotations, knowledge: 'introspected' }).rationale;
}

test.each([
  ['jira_delete', { path: text }, 'Its argument “path” takes a path, which decides what a call reaches.'],
  ['read_file', { path: text }, 'Its argument “path” takes a file path, which decides what a call reaches.'],
  [
    'get_thing',
    { outputPath: text },
    'Its argument “outputPath” takes a file path, which decides what a call reaches.',
  ],
  [
    'get_thing',
    { path: { ...text, description: 'Path of a file in the repository' } },
    'Its argument “path” takes a file path, which decides what a call reaches.',
  ],
])('a path of %s is called a file path only if a word says so', (name, properties, sentence) => {
  expect(reasons(name, properties)).toContain(sentence);
});

test('arguments that carry the same share one sentence', () => {
  const properties = { base_directory: text, publish_directory: text, url: text };
  expect(reasons('create_app', properties).slice(1, 3)).toEqual([
    'Its arguments “base_directory” and “publish_directory” take file paths, which decide what a call reaches.',
    'Its argument “url” takes a URL, which decides whom a call talks to.',
  ]);
  const many = Object.fromEntries(['aPath', 'bPath', 'cPath', 'dPath', 'ePath', 'fPath'].map((name) => [name, text]));
  expect(reasons('create_app', many)[1]).toBe(
    'Its arguments “aPath”, “bPath”, “cPath”, “dPath” and 2 more take paths, which decide what a call reaches.',
  );
});

test.each<[string, object, string]>([
  ['get_x', { readOnlyHint: true }, 'hint “readOnlyHint: true” agrees; it is heard'],
  ['get_x', { readOnlyHint: true, destructiveHint: false }, '“destructiveHint: false” agree; they are heard as claims'],
  ['update_x', { destructiveHint: true }, 'hint “destructiveHint: true” says that a call can destroy; it is heard'],
  ['update_x', { destructiveHint: false }, 'hint “destructiveHint: false” settles nothing; it is heard'],
  ['delete_x', { readOnlyHint: false, destructiveHint: true }, '“destructiveHint: true” agree; they are heard'],
  ['delete_x', { readOnlyHint: true }, 'hint “readOnlyHint: true” contradicts this reading'],
])('hints of the publisher on %s are counted: %j', (name, annotations, words) => {
  expect(reasons(name, {}, annotations).join(' ')).toContain(words);
});

test('a tool without a description says what it was judged by', () => {
  expect(reasons('get_x', { id: text }).at(-1)).toBe(
    'It is judged without a description, by its name and arguments alone.',
  );
  expect(reasons('get_x').at(-1)).toBe('It is judged without a description, by its name alone.');
});

test('a name that is only a verb is not quoted', () => {
  expect(reasons('delete')[0]).toBe('Its name says that it removes or ends something.');
});

test('the values that decided the category are named, and an unknown value is not called a category', () => {
  const action = (...values: string[]) => ({ action: { type: 'string', enum: values } });
  expect(reasons('app', action('get', 'create', 'delete')).join(' ')).toContain(
    'and the most severe value counts: its Destructive value is “delete”.',
  );
  expect(reasons('app', action('list', 'get', 'frobnicate')).join(' ')).toContain(
    'The argument “action” selects what is done, and what “frobnicate” may do cannot be told.',
  );
});

test('a quotation ends with a whole word, or is cut at the limit', () => {
  expect(quote('word '.repeat(100))).toMatch(/^(word )+word…$/);
  expect(quote('word '.repeat(100)).length).toBeLessThanOrEqual(160);
  expect(quote('x'.repeat(500))).toBe(`${'x'.repeat(159)}…`);
});
