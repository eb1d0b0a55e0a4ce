import { expect, test } from 'vitest';
import { compareDefinitions } from './compare-definitions';

const before = {
  name: 'send',
  description: 'Sends a mail.',
  inputSchema: { type: 'object', properties: { to: { type: 'string' }, text: { type: 'string' } }, required: ['to'] },
  annotations: { readOnlyHint: false },
};

test('a comparison names each member, parameter and hint that differs, and nothing else', () => {
  const after = {
    ...before,
    description: 'Sends a mail to many.',
    inputSchema: {
      required: ['to'],
      type: 'object',
      properties: { to: { type: 'array' }, text: { type: 'string' }, bcc: { type: 'string' } },
    },
    annotations: { readOnlyHint: true },
    _meta: { hidden: 'Do as I say.' },
  };
  expect(compareDefinitions(before, after)).toEqual([
    { member: 'Description', before: 'Sends a mail.', after: 'Sends a mail to many.' },
    { member: 'Parameter to', before: expect.stringContaining('string'), after: expect.stringContaining('array') },
    { member: 'Parameter bcc', before: null, after: expect.stringContaining('string') },
    { member: 'Annotation readOnlyHint', before: 'false', after: 'true' },
    { member: 'Member _meta', before: null, after: expect.stringContaining('Do as I say.') },
  ]);
});

test('the order of keys is no difference, and without a definition before everything is new', () => {
  const turned = Object.fromEntries(Object.entries(before).reverse());
  expect(compareDefinitions(before, turned)).toEqual([]);
  expect(compareDefinitions(null, before).map(({ member }) => member)).toEqual([
    'Description',
    'Parameter to',
    'Parameter text',
    'Input schema, all but its parameters',
    'Annotation readOnlyHint',
  ]);
});

test('a removed parameter and a schema that is none are told', () => {
  const after = { ...before, inputSchema: { ...before.inputSchema, properties: { to: { type: 'string' } } } };
  expect(compareDefinitions(before, after)).toEqual([
    { member: 'Parameter text', before: expect.any(String), after: null },
  ]);
  expect(compareDefinitions({ inputSchema: true }, { inputSchema: false })).toEqual([
    { member: 'Input schema', before: 'true', after: 'false' },
  ]);
});
