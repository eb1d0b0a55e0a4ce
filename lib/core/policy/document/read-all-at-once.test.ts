import { expect, test } from 'vitest';
import { readPolicy } from './read';

// No problem hides another: each document has several faults that lie in, behind or beside each other.

function told(text: string): string[] {
  const read = readPolicy(text);
  return read.ok
    ? []
    : read.problems.map(({ pointer, line, column, message }) => `${line}:${column} ${pointer} ${message}`);
}

test('a document with faults everywhere is told all of them, each with pointer, line and column', () => {
  const text = `{
  "version": 1,
  "versoin": "1",
  "hide": ["a**b\\u0001", 5, ""],
  "all_tools": [],
  "tools": {
    "**\\n": { "actoin": "deny" },
    "t": {
      "action": "block",
      "action": "deny",
      "reason": "",
      "require": [
        { "conditions": [
          { "path": "arg.x", "op": "equals", "value": {}, "note": 1 },
          { "path": "args.x", "value": 1, "extra": 2 },
          { "path": 5, "op": "in", "value": "a", "more": true },
          { "path": "args.x", "op": "regex", "value": "(" },
          { "op": "host_in", "value": ["Example.com", 7, "https://a.test"] },
          { "path": "args.x", "op": "lt", "value": true },
          7
        ], "on_deney": "x" },
        { "on_deny": 3 }
      ],
      "limits": [
        { "counter": "", "window": "week", "max": -1, "scope": "all", "increment_from": "args.a[*]", "on_deny": "" },
        { "window": 0, "max": 1e999, "per": "day" }
      ],
      "rate_limit": { "max": "10" }
    }
  }
}`;
  expect(told(text)).toEqual([
    '1:1 /default The key "default" is missing here.',
    '2:3 /version This must be "1".',
    '3:3 /versoin The key "versoin" is not known here.',
    '4:12 /hide/0 This must not have two stars in a row.',
    '4:12 /hide/0 This must not contain control characters.',
    '4:26 /hide/1 This must be a text.',
    '4:29 /hide/2 This must not be empty.',
    '5:3 /all_tools This must be an object.',
    '7:5 /tools/**\n This name must not have two stars in a row.',
    '7:5 /tools/**\n This name must not contain control characters.',
    '7:15 /tools/**\n/actoin The key "actoin" is not known here. Did you mean "action"?',
    '9:7 /tools/t/action This must be "allow", "deny" or "require_approval".',
    '10:7 /tools/t/action The key "action" is here twice.',
    '11:7 /tools/t/reason This must not be empty.',
    '14:13 /tools/t/require/0/conditions/0/path This must be a path such as args.a.b, args.items[0].x, args.items[*] or args["odd.key"].',
    `14:30 /tools/t/require/0/conditions/0/op ${operators}`,
    '14:46 /tools/t/require/0/conditions/0/value This must be a text, a number, true, false, null or a list of them.',
    '14:59 /tools/t/require/0/conditions/0/note The key "note" is not known here.',
    '15:11 /tools/t/require/0/conditions/1/op The key "op" is missing here.',
    '15:43 /tools/t/require/0/conditions/1/extra The key "extra" is not known here.',
    '16:13 /tools/t/require/0/conditions/2/path This must be a text.',
    '16:36 /tools/t/require/0/conditions/2/value This must be a list.',
    '16:50 /tools/t/require/0/conditions/2/more The key "more" is not known here.',
    '17:46 /tools/t/require/0/conditions/3/value This is not RE2 syntax: error parsing regexp: missing closing ): `(`.',
    '18:11 /tools/t/require/0/conditions/4/path The key "path" is missing here.',
    '18:40 /tools/t/require/0/conditions/4/value/0 This must be a host in lower case without port, such as example.com or *.example.com.',
    '18:55 /tools/t/require/0/conditions/4/value/1 This must be a text.',
    '18:58 /tools/t/require/0/conditions/4/value/2 This must be a host in lower case without port, such as example.com or *.example.com.',
    '19:43 /tools/t/require/0/conditions/5/value This must be a number or a text.',
    '20:11 /tools/t/require/0/conditions/6 This must be an object.',
    '21:12 /tools/t/require/0/on_deney The key "on_deney" is not known here. Did you mean "on_deny"?',
    '22:9 /tools/t/require/1/conditions The key "conditions" is missing here.',
    '22:11 /tools/t/require/1/on_deny This must be a text.',
    '25:11 /tools/t/limits/0/counter This must not be empty.',
    '25:26 /tools/t/limits/0/window This must be second, minute, hour, day or a whole number of seconds from 1 to 2678400.',
    '25:44 /tools/t/limits/0/max This must be at least 0.',
    '25:55 /tools/t/limits/0/scope This must be "grant", "session", "server" or "organisation".',
    '25:71 /tools/t/limits/0/increment_from This must name one value: [*] is not possible here.',
    '25:102 /tools/t/limits/0/on_deny This must not be empty.',
    '26:9 /tools/t/limits/1/counter The key "counter" is missing here.',
    '26:11 /tools/t/limits/1/window This must be at least 1.',
    '26:24 /tools/t/limits/1/max This must be a number that is not infinite.',
    '26:38 /tools/t/limits/1/per The key "per" is not known here.',
    '28:7 /tools/t/rate_limit/window The key "window" is missing here.',
    '28:23 /tools/t/rate_limit/max This must be a number.',
  ]);
});

const operators =
  'This must be an operator: eq, neq, lt, lte, gt, gte, in, not_in, exists, regex, contains, starts_with, ends_with, path_within or host_in.';

test('a key that comes twice hides nothing in any of its values, however they lie within each other', () => {
  const text = `{
  "version": "1", "default": "deny",
  "tools": { "t": { "a": 1, "rate_limit": { "max": 1, "max": -1, "window": 0 } }, "u": 3 },
  "tools": { "t": { "b": 1 }, "t": { "c": 1 } },
  "tools": { "t": { "action": "deny" }, "__proto__": { "x": 1, "x": 2 } }
}`;
  expect(told(text)).toEqual([
    '3:21 /tools/t/a The key "a" is not known here.',
    '3:55 /tools/t/rate_limit/max The key "max" is here twice.',
    '3:55 /tools/t/rate_limit/max This must be at least 0.',
    '3:66 /tools/t/rate_limit/window This must be at least 1.',
    '3:83 /tools/u This must be an object.',
    '4:3 /tools The key "tools" is here twice.',
    '4:21 /tools/t/b The key "b" is not known here.',
    '4:31 /tools/t The key "t" is here twice.',
    '4:38 /tools/t/c The key "c" is not known here.',
    '5:3 /tools The key "tools" is here twice.',
    '5:41 /tools/__proto__ This name cannot be used.',
    '5:64 /tools/__proto__/x The key "x" is here twice.',
  ]);
});

test('what is wrong with all entries is told beside what is wrong with one', () => {
  expect(told('{"version":"1","default":"deny","tools":{"caf\u00e9":{"x":1},"cafe\u0301":{}}}')).toEqual([
    '1:50 /tools/caf\u00e9/x The key "x" is not known here.',
    '1:57 /tools/cafe\u0301 This is the name of another entry in another Unicode spelling.',
  ]);
  const entries = Array.from({ length: 10_001 }, (_, n) => `"t${n}":${n === 7 ? '5' : '{}'}`);
  expect(told(`{"version":"1","default":"deny","tools":{${entries.join()}}}`)).toEqual([
    '1:33 /tools This must not have more than 10000 entries.',
    '1:98 /tools/t7 This must be an object.',
  ]);
});

test('one expression too many hides nothing, neither in others nor beside', () => {
  const condition = (value: string) => `{"path":"args.a","op":"regex","value":"${value}"}`;
  const rule = (first: string) => `{"conditions":[${[first, ...Array(99).fill('a')].map(condition).join()}]}`;
  const rules = [rule('('), rule('a'), rule('a'), rule('a'), rule('a'), rule('[')];
  const text = `{"version":"2","default":"deny","tools":{"t":{"deny_if":[\n${rules.join(',\n')}]}}}`;
  expect(told(text)).toEqual([
    '1:2 /version This must be "1".',
    '2:46 /tools/t/deny_if/0/conditions/0/value This is not RE2 syntax: error parsing regexp: missing closing ): `(`.',
    '7:54 /tools/t/deny_if/5/conditions/0/value A document may have 500 regular expressions, and this is one more.',
  ]);
});

test('a text that is not JSON is told every place where it is not', () => {
  expect(told('{"version" "1",\n "default": deny,\n "tools": {},}')).toEqual([
    '1:12  A colon is expected here.',
    '2:13  The text deny must stand in double quotes.',
    '3:13  This comma is one too many: } follows it.',
  ]);
});

test('of very many mistakes the first thousand are told', () => {
  const text = `{"version":"1","default":"deny","hide":[${Array(9_000).fill('1').join()}]}`;
  const problems = told(text);
  expect(problems).toHaveLength(1_000);
  expect(problems[0]).toMatch(/^1:41 \/hide\/0 /);
});

test('a bracket in a string, or behind a quote that is escaped, opens no level', () => {
  const hide = [`${'['.repeat(40)}\\" ${'{'.repeat(40)}`, `\\\\${'['.repeat(40)}`];
  expect(told(JSON.stringify({ version: '1', default: 'deny', hide }))).toEqual([]);
});
