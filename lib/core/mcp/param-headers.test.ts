import { describe, expect, test } from 'vitest';
import { paramHeadersIn, paramMismatch } from './param-headers';

const header = (name: string, type: unknown = 'string', more: object = {}) => ({ type, 'x-mcp-header': name, ...more });
const headersOf = (properties: object) =>
  paramHeadersIn(JSON.stringify({ name: 'run', inputSchema: { type: 'object', properties } }));

test('headers are read where a chain of properties leads to a string, an integer or a boolean', () => {
  const properties = {
    region: header('Region'),
    deep: { properties: { 'a.b': { type: 'object', properties: { n: header('N', 'integer') } } } },
    flag: header('FLAG', 'boolean', { properties: { inner: header('Inner') } }),
  };
  expect(headersOf(properties)).toEqual([
    { name: 'mcp-param-region', path: ['region'] },
    { name: 'mcp-param-n', path: ['deep', 'a.b', 'n'] },
    { name: 'mcp-param-flag', path: ['flag'] },
    { name: 'mcp-param-inner', path: ['flag', 'inner'] },
  ]);
});

test.each([
  ['a number', { a: header('A', 'number') }],
  ['an object', { a: header('A', 'object') }],
  ['several types', { a: header('A', ['string', 'null']) }],
  ['no token', { a: header('A B') }],
  ['an empty name', { a: header('') }],
  ['a name with a line end', { a: header('A\n') }],
  ['no text', { a: { type: 'string', 'x-mcp-header': 1 } }],
  ['items', { a: { type: 'array', items: header('A') } }],
  ['a choice', { a: { anyOf: [header('A')] } }],
  ['two properties of one name', { a: header('A'), b: header('a') }],
  ['more than a request can have', Object.fromEntries(Array.from({ length: 101 }, (_, at) => [at, header(`H${at}`)]))],
])('an annotation on or of %s is ignored', (_, properties) => {
  expect(headersOf(properties)).toEqual([]);
});

test.each(['', 'null', '[]', '{}', '{"inputSchema":[]}', '{"inputSchema":{"properties":[]}}'])(
  'a definition without properties has none: %s',
  (text) => {
    expect(paramHeadersIn(text)).toEqual([]);
  },
);

describe('a header says what its argument says, or the request is wrong', () => {
  const differs = (value: string | null, args: object) =>
    paramMismatch([{ name: 'mcp-param-x', path: ['in', 'x'], value }], { in: args }) !== null;

  test.each<[string | null, object]>([
    ['us', { x: 'us' }],
    ['=?base64?dXM=?=', { x: 'us' }],
    ['=?base64?w7w=?=', { x: 'ü' }],
    ['', { x: '' }],
    ['us, eu', { x: 'us, eu' }],
    ['42', { x: 42 }],
    ['42.0', { x: 42 }],
    ['-7', { x: -7 }],
    ['true', { x: true }],
    [null, {}],
    [null, { x: null }],
    [null, { x: [1] }],
    [null, { x: 1.5 }],
  ])('%j repeats %j', (value, args) => {
    expect(differs(value, args)).toBe(false);
  });

  test.each<[string | null, object]>([
    ['us', { x: 'eu' }],
    ['US', { x: 'us' }],
    ['us', {}],
    ['us', { x: null }],
    ['', {}],
    ['us', { x: ['us'] }],
    ['us', { x: { us: 'us' } }],
    ['us', { X: 'us' }],
    ['eu, us', { x: 'eu' }],
    ['=?base64?dXM=?=', { x: '=?base64?dXM=?=' }],
    ['=?BASE64?dXM=?=', { x: '=?BASE64?dXM=?=' }],
    ['=?base64?!?=', { x: '=?base64?!?=' }],
    ['\xc3\xbc', { x: '\xc3\xbc' }],
    ['043', { x: 43 }],
    ['0x2b', { x: 43 }],
    ['4.3e1', { x: 43 }],
    ['+43', { x: 43 }],
    ['43.5', { x: 43 }],
    ['1.5', { x: 1.5 }],
    ['Infinity', { x: Number.POSITIVE_INFINITY }],
    ['9007199254740993', { x: 9007199254740992 }],
    ['1', { x: true }],
    ['TRUE', { x: true }],
    [null, { x: 'us' }],
    [null, { x: '' }],
    [null, { x: 0 }],
    [null, { x: false }],
  ])('%j does not repeat %j', (value, args) => {
    expect(differs(value, args)).toBe(true);
  });

  test('an inherited member is no argument', () => {
    expect(paramMismatch([{ name: 'mcp-param-x', path: ['toString', 'name'], value: 'toString' }], {})).not.toBeNull();
  });
});
