import { expect, test, vi } from 'vitest';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { decide, isListed } from '@/lib/core/policy/decide/decide';
import { readPolicy } from '@/lib/core/policy/document/read';
import type { Condition, Policy } from '@/lib/core/policy/document/schema';
import { cpuTimeOf } from './cpu-time.test-data';

// Inputs that would take minutes, or the stack, were anything here worse than linear. The bound is loose on purpose.
const secondsMax = 10;
vi.setConfig({ testTimeout: 120_000 });

function policyOf(...conditions: Condition[]): Policy {
  return { version: '1', default: 'deny', tools: { t: { deny_if: [{ conditions }] } } };
}

function timed<T>(work: () => T): T {
  const { ms, result } = cpuTimeOf(work);
  expect(ms / 1_000).toBeLessThan(secondsMax);
  return result;
}

const decideTimed = (policy: Policy, args: Record<string, unknown>) => {
  const compiled = compilePolicy(policy);
  return timed(() => decide(compiled, { tool: 't', args }).outcome);
};

const million = 1_000_000;

test.each(['(a+)+$', '(a|a)*b', '^(([a-z])+.)+[A-Z]([a-z])+$', '(.*)(.*)(.*)(.*)(.*)x$', '(?:a?){50}a{50}$'])(
  'the expression %s takes linear time on a text of a quarter of a megabyte',
  (value) => {
    const outcome = decideTimed(policyOf({ path: 'args.x', op: 'regex', value }), { x: `${'a'.repeat(million / 4)}!` });
    expect(outcome).toBe('allow');
  },
);

test.each<[string, string]>([
  ['letters', 'a'.repeat(million)],
  ['marks in canonical disorder', `a${'\u0301\u0316'.repeat(million / 2)}`],
  ['marks just within the allowed run', `a${'\u0301\u0316'.repeat(15)}`.repeat(million / 31)],
  ['Hangul parts', '\u1100\u1161\u11a8'.repeat(million / 3)],
  ['lone surrogates', '\ud800'.repeat(million)],
  ['slashes', '/'.repeat(million)],
  ['climbing', '/a/..'.repeat(million / 5)],
  ['a host of dots', `http://${'a.'.repeat(million / 2)}b/`],
  ['a host of colons', `http://a${':1'.repeat(million / 2)}/`],
])('every operator takes linear time on a megabyte of %s', (_, x) => {
  const path = 'args.x';
  const conditions: Condition[] = [
    { path, op: 'eq', value: 'a' },
    { path, op: 'in', value: ['a', 'b'] },
    { path, op: 'lt', value: 'b' },
    { path, op: 'contains', value: `${'a'.repeat(9_999)}b` },
    { path, op: 'contains', value: `${'a'.repeat(4_999)}b${'a'.repeat(5_000)}` },
    { path, op: 'starts_with', value: 'a' },
    { path, op: 'ends_with', value: 'a' },
    { path, op: 'path_within', value: '/a' },
    { path, op: 'host_in', value: '*.example.com' },
  ];
  for (const condition of conditions) decideTimed(policyOf(condition), { x });
});

test('an array of 100,000 elements is read once per condition', () => {
  const l = Array.from({ length: 100_000 }, (_, n) => ({ n, l: [n, n] }));
  expect(decideTimed(policyOf({ path: 'args.l[*].n', op: 'gt', value: 100_000 }), { l })).toBe('allow');
  expect(decideTimed(policyOf({ path: 'args.l[*].l[*]', op: 'eq', value: 99_999 }), { l })).toBe('deny');
});

test('arguments 10,000 levels deep take no stack', () => {
  let x: unknown = 1;
  for (let depth = 0; depth < 10_000; depth++) x = depth % 2 ? [x] : { x };
  expect(decideTimed(policyOf({ path: 'args.x.x', op: 'eq', value: 1 }), { x })).toBe('deny');
  expect(decideTimed(policyOf({ path: 'args.x[*]', op: 'contains', value: 1 }), { x })).toBe('deny');
});

test('keys of the prototype are keys like others', () => {
  const args = JSON.parse('{"__proto__":{"admin":true},"constructor":"x"}');
  expect(decideTimed(policyOf({ path: 'args["__proto__"].admin', op: 'eq', value: true }), args)).toBe('deny');
  expect(decideTimed(policyOf({ path: 'args.__proto__.admin', op: 'exists' }), {})).toBe('allow');
  expect(decideTimed(policyOf({ path: 'args.toString', op: 'exists' }), {})).toBe('allow');
});

test('numbers beyond all measure are judged and not believed', () => {
  const over: Condition = { path: 'args.x', op: 'gt', value: 5 };
  for (const x of [Number.MAX_VALUE, Number.POSITIVE_INFINITY, Number.NaN, 2 ** 53]) {
    expect(decideTimed(policyOf(over), { x })).toBe('deny');
  }
  expect(decideTimed(policyOf(over), { x: -0 })).toBe('allow');
});

test('a tool name of a megabyte is no tool, whatever the policy allows', () => {
  const compiled = compilePolicy({ version: '1', default: 'allow', tools: { '*': {}, 'a*a*a*a*a*b': {} } });
  const tool = 'a'.repeat(million);
  expect(timed(() => decide(compiled, { tool, args: {} }))).toMatchObject({ outcome: 'deny', hidden: true });
  expect(isListed(compiled, tool)).toBe(false);
  expect(isListed(compiled, '\ud800')).toBe(false);
});

test('names that are invented cannot fill the memory', () => {
  const compiled = compilePolicy({ version: '1', default: 'deny', tools: { 'a*': {} } });
  for (let i = 0; i < 50_000; i++) decide(compiled, { tool: `a${i}`, args: {} });
  for (let i = 0; i < 1_000; i++) decide(compiled, { tool: `${'b'.repeat(200)}${i}`, args: {} });
  const names = [...compiled.seen.keys()];
  expect(names.length).toBeLessThanOrEqual(4_096);
  expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(128);
  // What was forgotten is found anew.
  expect(decide(compiled, { tool: 'a0', args: {} })).toMatchObject({ outcome: 'allow' });
  expect(decide(compiled, { tool: 'b0', args: {} })).toMatchObject({ outcome: 'deny', hidden: true });
});

const brokenList = `[${`{"conditions":[${'5,'.repeat(99)}5]},`.repeat(999)}5]`;
const brokenRules = `{"require":${brokenList},"deny_if":${brokenList},"approve_if":${brokenList}}`;

test.each<[string, string]>([
  ['brackets', '['.repeat(million)],
  ['braces', '{"a":'.repeat(million / 5)],
  ['commas', ','.repeat(10_000)],
  ['unknown keys', `{${Array.from({ length: 300_000 }, (_, i) => `"k${i}":1`).join()}}`],
  ['broken tools', `{"tools":{${Array.from({ length: 20_000 }, (_, i) => `"t${i}":{"x":1}`).join()}}}`],
  ['one key again and again', `{${'"a":1,'.repeat(50_000)}"b":1}`],
  ['ever so many broken tools', `{"tools":{${Array.from({ length: 300_000 }, (_, i) => `"t${i}":1`).join()}}}`],
  ['ever so many broken rules', `{"tools":{"t":${brokenRules}}}`],
  ['one text without end', `"${'a'.repeat(million)}`],
  ['a byte order mark', `\ufeff{}`],
])('a document of %s is refused in linear time', (_, text) => {
  const read = timed(() => readPolicy(text));
  expect(read.ok).toBe(false);
});

test('a document that is too long is refused unread', () => {
  expect(readPolicy(' '.repeat(4_194_305))).toMatchObject({ ok: false, problems: [{ line: 1, column: 1 }] });
});

test('a call whose text is too long for its expressions is refused at once, in one piece or in many', () => {
  const large = { path: 'args.x', op: 'regex', value: 'a[ab]{0,400}[ab]{300}[c-e]' } as const;
  const each = { ...large, path: 'args.x[*]' };
  const random = (length: number) => Array.from({ length }, () => (Math.random() < 0.5 ? 'a' : 'b')).join('');
  expect(decideTimed(policyOf(large), { x: random(1_000) })).toBe('allow');
  expect(decideTimed(policyOf(large), { x: random(million) })).toBe('deny');
  expect(decideTimed(policyOf(each), { x: Array.from({ length: 1_000 }, () => random(1_000)) })).toBe('deny');
  const rule = { conditions: Array.from({ length: 100 }, () => large) };
  const many: Policy = { version: '1', default: 'allow', all_tools: { deny_if: [rule, rule] } };
  expect(decideTimed(many, { x: random(10_000) })).toBe('deny');
});

test('a call that too many conditions would read is refused at once, and one that few of them read is judged', () => {
  const rules = (path: string, value: string) =>
    Array.from({ length: 1_000 }, () => ({ conditions: [{ path, op: 'contains' as const, value }] }));
  const many: Policy = { version: '1', default: 'deny', tools: { t: { deny_if: rules('args.x', 'b') } } };
  expect(decideTimed(many, { x: '\u00e9'.repeat(million) })).toBe('deny');
  expect(decideTimed(many, { x: Array(million).fill(1) })).toBe('deny');
  expect(decideTimed(many, { x: 'a'.repeat(10_000), y: '\u00e9'.repeat(million) })).toBe('allow');
});

test('a call of 100,000 keys is looked through once for twins of the keys that a thousand conditions miss', () => {
  const deny_if = Array.from({ length: 1_000 }, (_, n) => {
    return { conditions: [{ path: `args.o.apiKey${n}`, op: 'eq' as const, value: 1 }] };
  });
  const policy: Policy = { version: '1', default: 'deny', tools: { t: { deny_if } } };
  const keys = (last: string) =>
    Object.fromEntries([...Array.from({ length: 100_000 }, (_, n) => [`\u00e9${n}`, 1]), [last, 1]]);
  const top: Policy = JSON.parse(JSON.stringify(policy).replaceAll('args.o.', 'args.'));
  expect(decideTimed(top, keys('x'))).toBe('allow');
  expect(decideTimed(top, keys('APIKEY999'))).toBe('deny');
});

test('a document of ever so many or ever so large expressions is refused before they are compiled', () => {
  const small = { path: 'args.x', op: 'regex', value: 'a' } as const;
  const rules = (count: number) => Array.from({ length: count / 10 }, () => ({ conditions: Array(10).fill(small) }));
  const document = (count: number) =>
    JSON.stringify({ version: '1', default: 'deny', tools: { t: { deny_if: rules(count) } } });
  expect(readPolicy(document(500)).ok).toBe(true);
  expect(readPolicy(document(510))).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringContaining('500') }],
  });
  const huge = JSON.stringify(policyOf({ ...small, value: '[\\p{L}]{900}'.repeat(70) }));
  const { ms, result } = cpuTimeOf(() => readPolicy(huge));
  expect(result.ok).toBe(false);
  // Compiled, it would take seconds.
  expect(ms).toBeLessThan(300);
});
