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

test('names, types, values and what is required are kept, sentences are not', () => {
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

test('what is no schema has no facts', () => {
  for (const odd of [undefined, null, true, 'object', [], {}]) expect(condenseSchema(odd)).toBeUndefined();
});

test('a schema that nests without end is cut', () => {
  const endless: Record<string, unknown> = { type: 'array' };
  endless.items = endless;
  expect(JSON.stringify(condenseSchema(endless)).match(/array/g)).toHaveLength(4);
});
