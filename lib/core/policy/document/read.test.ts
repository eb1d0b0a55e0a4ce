import { expect, test } from 'vitest';
import { readPolicy } from './read';

const places = (text: string) => {
  const read = readPolicy(text);
  return read.ok ? [] : read.problems.map(({ pointer, line, column }) => `${pointer} ${line}:${column}`);
};

test('a document with every key is accepted as it is', () => {
  const policy = {
    $schema: 'x',
    version: '1',
    default: 'deny',
    hide: ['a*'],
    all_tools: {},
    tools: {
      t: {
        action: 'allow',
        reason: 'r',
        require: [{ conditions: [{ path: 'args.a', op: 'exists' }], on_deny: 'd' }],
        deny_if: [{ conditions: [] }],
        approve_if: [{ conditions: [], reason: 'r', expires_in: 5 }],
        limits: [{ counter: 'c', window: 1, max: 0.5, scope: 'server', increment_from: 'args.a', on_deny: 'd' }],
        rate_limit: { max: 10, window: 60 },
      },
    },
    resources: { default: 'deny', allow: ['file:///docs/*'], deny: ['*.key'] },
    prompts: { default: 'allow', allow: ['a'], deny: ['b*'] },
  };
  expect(readPolicy(JSON.stringify(policy))).toEqual({ ok: true, policy });
});

test('all problems are told at once, each at its place', () => {
  const text = `{
  "version": "2",
  "default": "maybe",
  "colour": 1,
  "tools": {
    "a**": {},
    "t": {
      "actoin": "deny",
      "limits": [{ "counter": "c", "window": "month", "max": -1 }],
      "require": [{ "conditions": [{ "path": "x", "op": "eq", "value": 1 }, { "path": "args.a", "op": "like", "value": 1 }] }]
    }
  }
}`;
  expect(places(text)).toEqual([
    '/version 2:3',
    '/default 3:3',
    '/colour 4:3',
    '/tools/a** 6:5',
    '/tools/t/actoin 8:7',
    '/tools/t/limits/0/window 9:36',
    '/tools/t/limits/0/max 9:55',
    '/tools/t/require/0/conditions/0/path 10:38',
    '/tools/t/require/0/conditions/1/op 10:97',
  ]);
});

test('a missing key is told at the object that lacks it', () => {
  expect(places('{\n "version": "1"\n}')).toEqual(['/default 1:1']);
});

test('a key that is there twice is refused, at any depth and in any spelling', () => {
  expect(places('{"version":"1","default":"deny","default":"allow"}')).toEqual(['/default 1:33']);
  expect(places('{"version":"1","default":"deny","tools":{"t":{},"\\u0074":{"action":"deny"}}}')).toEqual([
    '/tools/t 1:49',
  ]);
  expect(places('{"version":"1","default":"deny","tools":{"caf\u00e9":{},"cafe\u0301":{}}}')).toEqual([
    '/tools/cafe\u0301 1:52',
  ]);
});

test('the name __proto__ is refused wherever it stands', () => {
  expect(places('{"version":"1","default":"allow","tools":{"__proto__":{"action":"deny"}}}')).toEqual([
    '/tools/__proto__ 1:43',
  ]);
  expect(places('{"version":"1","default":"deny","__proto__":{}}')).toEqual(['/__proto__ 1:33']);
});

test.each([
  ['', '1:1 The document is empty.'],
  [' \n ', '1:1 The document is empty.'],
  ['// no\n{}', '1:1 JSON has no comments.'],
  ['{"version":"1",}', '1:15 This comma is one too many: } follows it.'],
  [
    '{\n  "version": "1",\n  "hide": ["a", ],\n}',
    '3:15 This comma is one too many: ] follows it.',
    '3:18 This comma is one too many: } follows it.',
  ],
  ['{"a":1,,"b":2}', '1:7 This comma is one too many: , follows it.'],
  [
    '{\n "version": "1"\n "default": "deny"\n "hide": []}',
    '3:2 A comma is missing before this.',
    '4:2 A comma is missing before this.',
  ],
  ['{\n "version": "1,\n "default": "deny"\n}', '2:13 The closing quote of this text is missing.'],
  ['{"version: "1", "default":"deny"}', '1:2 A quote is missing: "version: " is read as one text.'],
  ['{"default": "deny, "version":"1"}', '1:13 A quote is missing: "deny, " is read as one text.'],
  ['{version:"1"}', '1:2 The name version must stand in double quotes.'],
  ['{"action": deny}', '1:12 The text deny must stand in double quotes.'],
  ['{"a": None}', '1:7 None is not JSON; write null.'],
  ['{"version": constructor}', '1:13 The text constructor must stand in double quotes.'],
  ['{"version": __proto__}', '1:13 The text __proto__ must stand in double quotes.'],
  ["{'version':1}", '1:2 JSON knows no quote but ": \' is none.'],
  ['{"version": \u201c1\u201d}', '1:13 JSON knows no quote but ": \u201c is none.'],
  ['\ufeff{}', '1:1 The document begins with an invisible character, a byte order mark.'],
  ['{"version" "1"}', '1:12 A colon is expected here.'],
  ['{"version":"1"} {}', '1:17 The document has ended; nothing may follow here.'],
  ['{"version":"1"};', '1:16 The character ";" cannot stand here.'],
  ['{"version":', '1:12 A value is expected here.'],
  ['{"version":"1"', '1:15 A closing } is expected here.'],
  ['{"hide":["b"}', '1:13 A closing ] is expected here, not }.'],
  ['{"value":"\\d+"}', '1:10 This text has an escape that JSON does not know; a backslash is written \\\\.'],
  ['{"max":01}', '1:9 A number does not begin with 0 before other digits.'],
  ['{"max":.5}', '1:8 This is not a JSON number.'],
])(
  '%j is not JSON: what is wrong is named at its line and column, and nothing that only follows from it',
  (text, ...told) => {
    const read = readPolicy(text);
    expect(read.ok ? [] : read.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(
      told,
    );
  },
);

test('of a long text that lacks a quote only the beginning is shown', () => {
  const read = readPolicy(`{"reason": "${'x'.repeat(5_000)}"y"}`);
  expect(read.ok ? 0 : read.problems[0]?.message.length).toBeLessThan(120);
});

test('an unknown key is told with the known one that is near, unless that is there already', () => {
  const text = JSON.stringify({
    ...{ version: '1', default: 'deny', defualt: 'deny', allTools: {}, $shema: 'x', colour: 1 },
    tools: {
      t: {
        ...{ actoin: 'deny', ratelimit: {}, deny: [], rate_limit: { max: 1, window: 1, maximum: 1, windw: 1 } },
        require: [{ conditons: [], conditions: [{ path: 'args.a', operator: 'eq', val: 1 }] }],
        approve_if: [{ conditions: [], expire_in: 5 }],
        limits: [{ counter: 'c', window: 1, max: 1, incrementFrom: 'args.a' }],
      },
      rate_limit: { limit: [] },
    },
  });
  const read = readPolicy(text);
  const told = (read.ok ? [] : read.problems).flatMap(({ message }) => {
    const [, key, meant] = /^The key "(.+)" is not known here\.(?: Did you mean "(.+)"\?)?$/.exec(message) ?? [];
    return key ? [`${key} ${meant ?? ''}`.trim()] : [];
  });
  expect(told).toEqual([
    'defualt',
    'allTools all_tools',
    '$shema $schema',
    'colour',
    'actoin action',
    'ratelimit',
    'deny deny_if',
    'maximum',
    'windw',
    'conditons',
    'operator op',
    'val value',
    'expire_in expires_in',
    'incrementFrom increment_from',
    'limit limits',
  ]);
});

test.each(['null', '[]', '5', '"x"'])('%s is JSON and no policy', (text) => {
  expect(readPolicy(text)).toMatchObject({ ok: false, problems: [{ pointer: '' }] });
});

const condition = (one: unknown) =>
  JSON.stringify({ version: '1', default: 'deny', tools: { t: { require: [{ conditions: [one] }] } } });

test.each([
  { path: 'a.b', op: 'exists' },
  { path: 'args', op: 'exists' },
  { path: 'args.', op: 'exists' },
  { path: 'args.a b', op: 'exists' },
  { path: 'args[-1]', op: 'exists' },
  { path: 'args["a]', op: 'exists' },
  { path: 'args["\\x"]', op: 'exists' },
  { path: `args${'.a'.repeat(33)}`, op: 'exists' },
  { path: 'args.a', op: 'exists', value: 'yes' },
  { path: 'args.a', op: 'eq' },
  { path: 'args.a', op: 'eq', value: [] },
  { path: 'args.a', op: 'eq', value: 9_007_199_254_740_992 },
  { path: 'args.a', op: 'eq', value: '\ud800' },
  { path: 'args.a', op: 'in', value: 'a' },
  { path: 'args.a', op: 'lt', value: true },
  { path: 'args.a', op: 'regex', value: '(?=a)' },
  { path: 'args.a', op: 'regex', value: '((a{100}){100}){10}' },
  { path: 'args.a', op: 'starts_with', value: '' },
  { path: 'args.a', op: 'path_within', value: 'C:\\data' },
  { path: 'args.a', op: 'path_within', value: [] },
  { path: 'args.a', op: 'host_in', value: 'https://example.com' },
  { path: 'args.a', op: 'host_in', value: 'Example.com' },
  { path: 'args.a', op: 'host_in', value: '*' },
  { path: 'args.a', op: 'host_in', value: `${'a.'.repeat(130)}com` },
  { path: 'args.a', op: 'eq', value: 1, extra: 1 },
])('the condition %j is refused', (one) => {
  expect(readPolicy(condition(one)).ok).toBe(false);
});

test('a regex that cannot be read says what is wrong with it', () => {
  expect(readPolicy(condition({ path: 'args.a', op: 'regex', value: '(a' }))).toMatchObject({
    problems: [{ message: 'This is not RE2 syntax: error parsing regexp: missing closing ): `(a`.' }],
  });
});

test('a wrong element of a list is told at its place, with what it must be', () => {
  expect(readPolicy(condition({ path: 'args.a', op: 'host_in', value: ['a.test', 'B.test'] }))).toMatchObject({
    problems: [
      {
        pointer: '/tools/t/require/0/conditions/0/value/1',
        message: 'This must be a host in lower case without port, such as example.com or *.example.com.',
      },
    ],
  });
});

test('increment_from names one value', () => {
  const limits = [{ counter: 'c', window: 'day', max: 1, increment_from: 'args.a[*]' }];
  expect(places(JSON.stringify({ version: '1', default: 'deny', tools: { t: { limits } } }))).toHaveLength(1);
});

test('at most a thousand problems are told', () => {
  const keys = Array.from({ length: 2_000 }, (_, i) => `"k${i}":1`);
  expect(places(`{${keys.join()}}`)).toHaveLength(1_000);
});
