import { expect, test } from 'vitest';
import { severities } from '@/lib/core/risk/weigh/severity';
import { categories } from '@/lib/core/risk/words/lexicon';
import { splitName } from '@/lib/core/risk/words/words';
import { classifyTool, type ToolDefinition } from './classify';

const million = 1_000_000;

function nested(depth: number): unknown {
  let schema: unknown = { type: 'string', enum: ['delete'] };
  for (let level = 0; level < depth; level += 1) schema = { type: 'object', properties: { action: schema } };
  return schema;
}

function wide(count: number): unknown {
  const properties = Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`parameter_${n}`, { type: 'string', enum: ['get', 'delete'] }]),
  );
  return { type: 'object', properties };
}

const long = (piece: string) => piece.repeat(Math.ceil(million / piece.length));

const hostile: Record<string, Omit<ToolDefinition, 'knowledge'>> = {
  'a description of a million letters': { name: 'get_page', description: `Get ${long('a')}` },
  'a description of a million spaces': { name: 'get_page', description: `Get${long(' ')}x` },
  'a description of a million open brackets': { name: 'get_page', description: long('[(') },
  'a description of a million full stops': { name: 'get_page', description: `Gets${long('. ')}` },
  'a description of endless openings': { name: 'get_page', description: long('This tool can allow you to ') },
  'a description that waits for ever': { name: 'get_page', description: `Get. ${long('waits for ')}` },
  'a description of endless clauses': { name: 'get_page', description: `Get. ${long('then it also will ')}` },
  'a description of endless SELECT': { name: 'query', description: long('SELECT ') },
  'a parameter described by a million letters': {
    name: 'get_page',
    inputSchema: { properties: { path: { type: 'string', description: long('writes ') } } },
  },
  'a name of a million letters': { name: long('getA') },
  'a name of a million separators': { name: long('_-') },
  '10,000 parameters': { name: 'get_page', inputSchema: wide(10_000) },
  '200 parameters with 1,000 within each': {
    name: 'set_page',
    inputSchema: {
      properties: Object.fromEntries(
        Array.from({ length: 200 }, (_, outer) => [
          `part_${outer}`,
          {
            properties: Object.fromEntries(
              Array.from({ length: 1_000 }, (_, n) => [`url_${outer}_${n}`, { type: 'string' }]),
            ),
          },
        ]),
      ),
    },
  },
  'a parameter with 100,000 values': {
    name: 'get_page',
    inputSchema: { properties: { action: { enum: Array.from({ length: 100_000 }, (_, n) => `get_${n}`) } } },
  },
  'a schema 1,000 deep': { name: 'get_page', inputSchema: nested(1_000) },
  '100,000 siblings': { name: 'manage_page', siblings: Array.from({ length: 100_000 }, (_, n) => `delete_${n}`) },
  'lone surrogates': { name: '\uD800get\uDC00', title: '\uDFFF', description: `${'x'.repeat(158)}\uD83D\uDE00\uD800` },
};

test.each(Object.entries(hostile))('%s takes bounded time and always has the same result', (_, definition) => {
  const tool: ToolDefinition = { ...definition, knowledge: 'introspected' };
  const started = process.cpuUsage();
  const first = classifyTool(tool);
  const { user } = process.cpuUsage(started);
  expect(user / 1000).toBeLessThan(400);
  expect(classifyTool({ ...tool })).toEqual(first);
  expect(JSON.stringify(first).length).toBeLessThan(40_000);
});

test('a definition too long to be read whole is never called Read', () => {
  const padded = `Gets the page. ${'It is fast. '.repeat(3_000)} Deletes every other page.`;
  expect(classifyTool({ name: 'get_page', description: padded, knowledge: 'introspected' }).category).toBe('Other');
  expect(classifyTool({ name: 'get_page', inputSchema: wide(201), knowledge: 'introspected' }).category).toBe('Other');
  const { rationale } = classifyTool({ name: 'get_page', description: padded, knowledge: 'introspected' });
  expect(rationale.join(' ')).toContain('longer than is read');
});

test('a quotation never splits a character', () => {
  const description = `Gets ${'x'.repeat(153)}\uD83D\uDE00 and more.`;
  const { evidence } = classifyTool({ name: 'get_page', description, knowledge: 'introspected' });
  expect(evidence.filter(({ quote }) => /[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(quote))).toEqual([]);
  expect(evidence.some(({ quote }) => quote.endsWith('…'))).toBe(true);
});

test('a result does not depend on what was classified before', () => {
  const tool: ToolDefinition = { name: 'manage_page', siblings: ['delete_page'], knowledge: 'listed' };
  const before = classifyTool(tool);
  for (let n = 0; n < 12_000; n += 1) splitName(`other_name_${n}`);
  expect(classifyTool(tool)).toEqual(before);
});

const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

/** The word in one place of a definition; parsed, so that "__proto__" is an ordinary key. */
function placedIn(word: string): Record<string, Omit<ToolDefinition, 'knowledge'>> {
  const argument = JSON.parse(`{"properties":{"${word}":{"type":"boolean"}}}`);
  const values = { properties: { action: { enum: [word, 'get', 'list'] } } };
  return {
    'its name': { name: word },
    'its verb': { name: `${word}_page`, description: `${word} a page.` },
    'an argument': { name: 'get_page', inputSchema: argument },
    'an argument within another': { name: 'set_page', inputSchema: { properties: { page: argument } } },
    'a value': { name: 'page', inputSchema: values },
    'a value of a tool that keeps requests': { name: 'create_page', inputSchema: values },
    'a hint': { name: 'get_page', annotations: JSON.parse(`{"${word}":true}`) },
    'a sibling': { name: 'manage_page', siblings: [word] },
  };
}

const places = inherited.flatMap((word) => Object.entries(placedIn(word)).map(([place, tool]) => [word, place, tool]));

test.each(places as [string, string, ToolDefinition][])(
  '“%s” as %s finds nothing but what is listed',
  (_, __, tool) => {
    const risk = classifyTool({ ...tool, knowledge: 'introspected' });
    expect(categories).toContain(risk.category);
    expect(severities).toContain(risk.severity);
    for (const { category } of risk.perValue?.values ?? []) expect(categories).toContain(category);
    const found = risk.evidence.flatMap(({ category }) => category ?? []);
    expect(found.filter((category) => !categories.includes(category))).toEqual([]);
    expect(structuredClone(risk)).toEqual(risk);
  },
);

test('a value that every object inherits is unknown, so its tool is never Read', () => {
  const inputSchema = { properties: { action: { enum: ['constructor', 'get', 'list'] } } };
  const { category, perValue } = classifyTool({ name: 'page', inputSchema, knowledge: 'introspected' });
  expect(perValue?.values[0]).toEqual({ value: 'constructor', category: 'Other' });
  expect(category).toBe('Other');
});

test('a long description takes linear time', () => {
  const description = `Get ${'a, '.repeat(200_000)} ${'to '.repeat(200_000)}`;
  const started = performance.now();
  for (let round = 0; round < 20; round += 1) {
    classifyTool({ name: 'x'.repeat(100_000), description, knowledge: 'introspected' });
  }
  expect(performance.now() - started).toBeLessThan(1000);
});
