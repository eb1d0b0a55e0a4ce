import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ServerFacts } from '@/lib/core/catalogue-model/facts';
import { documentOf } from '@/scripts/introspect/keep';
import { catalogueFolder } from './load-catalogue';

// The shipped data has facts only. These tests read the files without the code that wrote them.

const files = readdirSync(catalogueFolder).filter((name) => name.endsWith('.json'));
const documents = files.map((file) => {
  const text = readFileSync(join(catalogueFolder, file), 'utf8');
  return { file, text, facts: ServerFacts.parse(JSON.parse(text)) };
});

const serverKeys = 'slug name publisher repository licence packages remotes source readAt knowledge tools'.split(' ');
const schemaKeys = 'type enum const format required properties items anyOf'.split(' ');
const hintKeys = 'readOnlyHint destructiveHint idempotentHint openWorldHint'.split(' ');

/** Disallowed keys, and strings that look like a sentence, anywhere in a schema. */
function oddities(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return ['not a schema'];
  return Object.entries(schema).flatMap(([key, value]): string[] => {
    if (!schemaKeys.includes(key)) return [`keyword ${key}`];
    if (key === 'properties') {
      return Object.entries(value).flatMap(([name, member]) => [...sentences(name), ...oddities(member)]);
    }
    if (key === 'items') return oddities(value);
    if (key === 'anyOf') return value.flatMap(oddities);
    return [value].flat().flatMap(sentences);
  });
}

function sentences(value: unknown): string[] {
  if (typeof value !== 'string') return [];
  const isLong = value.length > (/\s/.test(value) ? 40 : 100);
  return isLong || /[\r\n\t]|\p{Cc}/u.test(value) ? [value] : [];
}

test.each(documents)('$file holds facts and no sentence of its publisher', ({ text }) => {
  const document = JSON.parse(text);
  expect(serverKeys).toEqual(expect.arrayContaining(Object.keys(document)));
  for (const tool of document.tools) {
    expect(['name', 'inputSchema', 'annotations']).toEqual(expect.arrayContaining(Object.keys(tool)));
    expect(tool.name).toMatch(/^[\w./:-]{1,128}$/);
    expect(hintKeys).toEqual(expect.arrayContaining(Object.keys(tool.annotations ?? {})));
    expect(tool.inputSchema === undefined ? [] : oddities(tool.inputSchema), tool.name).toEqual([]);
  }
});

test('the search for sentences finds one at any depth', () => {
  const sentence = 'Deletes the file, which nobody can undo later.';
  expect(oddities({ type: 'object', description: 'x' })).toEqual(['keyword description']);
  expect(oddities({ properties: { a: { items: { anyOf: [{ enum: ['b', sentence] }] } } } })).toEqual([sentence]);
  expect(oddities({ properties: { [sentence]: {} } })).toEqual([sentence]);
  expect(oddities({ properties: { a: { default: 'x' } } })).toEqual(['keyword default']);
  expect(oddities({ properties: { a: { enum: ['get', 'North America', null, 3] } }, required: ['a'] })).toEqual([]);
});

test.each(documents)('$file names its server, its publisher and its source', ({ facts }) => {
  expect(facts.name).not.toMatch(/[@/_]|\bmcp\b.*-|-\s*mcp\b|^mcp$|^server$/i);
  expect(facts.name.length).toBeLessThanOrEqual(60);
  expect(facts.publisher ?? '').toMatch(/^[^@<>]{0,80}$/);
  if (facts.knowledge === 'introspected') {
    expect(facts.packages).toHaveLength(1);
    expect(facts.source).toBe(`https://www.npmjs.com/package/${facts.packages[0]?.identifier}`);
    expect(facts.packages[0]?.version).toMatch(/^\d+\.\d+\.\d+/);
  }
});

test('no credential was invented into a file', () => {
  for (const { file, text } of documents) expect(text, file).not.toMatch(/no-credential|example\.com|\/tmp\/|\/home\//);
});

test.each(documents.filter(({ facts }) => facts.knowledge === 'introspected'))(
  'reading $file and writing it again gives the same bytes, tools in the order of their names',
  ({ text, facts }) => {
    expect(documentOf(facts)).toBe(text);
    const names = facts.tools.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
  },
);

test('no two servers have one name, one slug or one package', () => {
  for (const of of [
    ({ name }: ServerFacts) => name.toLowerCase(),
    ({ slug }: ServerFacts) => slug,
    ({ packages }: ServerFacts) => JSON.stringify(packages[0]?.identifier),
  ]) {
    const all = documents.map(({ facts }) => of(facts));
    expect(all.filter((one, index) => all.indexOf(one) !== index)).toEqual([]);
  }
});

test('at least a hundred servers and four thousand tools were read from running servers, in less than 6 MB', () => {
  const introspected = documents.filter(({ facts }) => facts.knowledge === 'introspected');
  expect(introspected.length).toBeGreaterThanOrEqual(100);
  expect(introspected.reduce((sum, { facts }) => sum + facts.tools.length, 0)).toBeGreaterThanOrEqual(4000);
  expect(documents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)).toBeLessThan(6_000_000);
});
