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
  ['', 'A value is expected here.'],
  ['// no\n{}', 'JSON has no comments.'],
  ['{"version":"1",}', 'A name in double quotes is expected here.'],
  ['{"version" "1"}', 'A colon is expected here.'],
  ['{"version":"1"} {}', 'The document has ended; nothing may follow here.'],
  ['{"version":', 'A value is expected here.'],
  ["{'version':1}", 'This is not JSON.'],
])('%j is not JSON and the first problem says why', (text, message) => {
  const read = readPolicy(text);
  expect(read.ok ? [] : read.problems.map((problem) => problem.message)).toContain(message);
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
