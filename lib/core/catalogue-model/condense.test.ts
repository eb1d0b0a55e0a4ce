import { expect, test } from 'vitest';
import { condenseSchema } from './condense';
import { SchemaFacts } from './facts';

const definition = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  description: 'A sentence.',
  properties: {
    action: { type: 'string', enum: ['get', 'delete'], description: 'Another sentence.', default: 'get' },
    paths: { type: 'array', items: { type: 'string', title: 'A third.' } },
    limit: { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }] },
    filter: { type: 'object', properties: { description: { type: 'string', description: 'A fourth.' } } },
    odd: true,
  },
  required: ['action'],
};

test('names, types, values and required members are kept, sentences are not', () => {
  const facts = condenseSchema(definition);
  expect(facts).toEqual({
    type: 'object',
    properties: {
      action: { type: 'string', enum: ['get', 'delete'] },
      paths: { type: 'array', items: { type: 'string' } },
      limit: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
      filter: { type: 'object', properties: { description: { type: 'string' } } },
      odd: {},
    },
    required: ['action'],
  });
  expect(SchemaFacts.parse(facts)).toEqual(facts);
});

test('an invalid schema has no facts', () => {
  for (const odd of [undefined, null, true, 'object', [], {}]) expect(condenseSchema(odd)).toBeUndefined();
});

test('an endlessly nested schema is cut', () => {
  const endless: Record<string, unknown> = { type: 'array' };
  endless.items = endless;
  expect(JSON.stringify(condenseSchema(endless)).match(/array/g)).toHaveLength(4);
});

test('a reference within the document is followed; a circular or external one is not', () => {
  const tree = {
    type: 'object',
    properties: {
      tree: { $ref: '#/$defs/node' },
      away: { $ref: 'https://example.com/schema' },
      self: { $ref: '#/properties/self' },
    },
    $defs: { node: { type: 'object', properties: { name: { type: 'string' }, child: { $ref: '#/$defs/node' } } } },
  };
  const last = { type: 'object', properties: { name: {}, child: {} } };
  const child = { type: 'object', properties: { name: { type: 'string' }, child: last } };
  expect(condenseSchema(tree)).toEqual({
    type: 'object',
    properties: {
      tree: { type: 'object', properties: { name: { type: 'string' }, child } },
      away: {},
      self: {},
    },
  });
});

test('allOf is merged into one object', () => {
  const parts = {
    type: 'object',
    allOf: [
      { properties: { id: { type: 'string' } }, required: ['id'] },
      { properties: { amount: { type: 'number' } } },
    ],
  };
  expect(condenseSchema(parts)).toEqual({
    type: 'object',
    properties: { id: { type: 'string' }, amount: { type: 'number' } },
    required: ['id'],
  });
});

test('a large schema keeps the names of its arguments and loses their members', () => {
  const wide = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`member_${index}`, { type: 'string' }]));
  const inner = {
    type: 'object',
    properties: Object.fromEntries(Object.keys(wide).map((name) => [name, { type: 'object', properties: wide }])),
  };
  expect(condenseSchema({ type: 'object', properties: { order: inner, dryRun: { type: 'boolean' } } })).toEqual({
    type: 'object',
    properties: { order: { type: 'object', properties: expect.anything() }, dryRun: { type: 'boolean' } },
  });
  const size = JSON.stringify(condenseSchema({ type: 'object', properties: { order: inner } })).length;
  expect(size).toBeLessThan(6000);
});

test('a list of values is kept whole, or not at all when one of them is a sentence', () => {
  expect(condenseSchema({ enum: ['get', 'North America', null] })).toEqual({ enum: ['get', 'North America', null] });
  const sentence = 'Deletes the file, which cannot be undone by anyone.';
  expect(condenseSchema({ type: 'string', enum: ['get', sentence] })).toEqual({ type: 'string' });
  expect(condenseSchema({ type: 'string', const: sentence })).toEqual({ type: 'string' });
});

test('an argument named like an inherited member is an argument', () => {
  const odd = JSON.parse(
    '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}}}',
  );
  expect(Object.keys(condenseSchema(odd)?.properties ?? {})).toEqual(['__proto__', 'constructor']);
});
