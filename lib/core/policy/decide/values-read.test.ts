import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { anyCall, anyPolicy } from '@/lib/core/policy/arbitrary.test-data';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import type { Step } from '@/lib/core/policy/document/path';
import type { Policy, ToolRules } from '@/lib/core/policy/document/schema';
import { decide } from './decide';
import { type PathsRead, pathsRead, valuesRead } from './values-read';

vi.setConfig({ testTimeout: 60_000 });

const seeded = { numRuns: 500, seed: 20_261_129 };

const policyOf = (rules: ToolRules, rest: Partial<Policy> = {}): Policy => ({
  version: '1',
  default: 'deny',
  tools: { get: rules },
  ...rest,
});
const readBy = (policy: Policy, tool = 'get') => pathsRead(compilePolicy(policy), tool);
const pathsOf = (policy: Policy, tool?: string) => readBy(policy, tool).paths.map(({ path }) => path);
const at = (...paths: string[]) => ({ conditions: paths.map((path) => ({ path, op: 'exists' as const })) });
const valuesOf = (paths: string[], args: Record<string, unknown>, bounds?: { values: number; bytes: number }) =>
  valuesRead(readBy(policyOf({ deny_if: [at(...paths)] })), args, bounds);

test('the paths of a tool are those of all_tools, of its entry and of its limits, each once, by code point', () => {
  const policy = policyOf(
    {
      require: [at('args.b', 'args["a"]')],
      deny_if: [at('args["\u{1f600}"]', 'args["\uffff"]')],
      approve_if: [at('args.l[*].x')],
      limits: [{ counter: 'c', window: 'day', max: 1, increment_from: 'args.amount' }],
    },
    { all_tools: { deny_if: [at('args.a', 'args.z[0]')] } },
  );
  expect(pathsOf(policy)).toEqual([
    'args.a',
    'args.amount',
    'args.b',
    'args.l[*].x',
    'args.z[0]',
    'args["\uffff"]',
    'args["\u{1f600}"]',
  ]);
});

test('a tool that is hidden, not named or denied whatever its arguments are has no paths', () => {
  const rules = { deny_if: [at('args.a')] };
  expect(pathsOf(policyOf({ ...rules, action: 'deny' }))).toEqual([]);
  expect(pathsOf(policyOf(rules), 'other')).toEqual([]);
  expect(pathsOf(policyOf(rules, { hide: ['get'] }))).toEqual([]);
  expect(pathsOf(policyOf({}, { default: 'allow', all_tools: rules }), 'other')).toEqual(['args.a']);
});

test('of more than a thousand paths the first are told, and how many are not', () => {
  const rules = Array.from({ length: 12 }, (_, rule) =>
    at(...Array.from({ length: 100 }, (_, n) => `args.a${rule * 100 + n}`)),
  );
  const { paths, leftOut } = readBy(policyOf({ deny_if: rules }));
  expect([paths.length, leftOut]).toEqual([1_000, 200]);
});

test('the paths are the same object each time they are asked for', () => {
  const compiled = compilePolicy(policyOf({ deny_if: [at('args.a')] }));
  expect(pathsRead(compiled, 'get')).toBe(pathsRead(compiled, 'get'));
});

test('values are told by their own paths, each once, and a path that leads nowhere has none', () => {
  const args = { a: 1, l: [{ x: 'p' }, { y: 'q' }, { x: null }], 'odd key': { deep: true } };
  const { values, leftOut } = valuesOf(
    ['args.l[*].x', 'args.l[0].x', 'args["odd key"]', 'args.none.x', 'args.a'],
    args,
  );
  expect(values).toEqual([
    { path: 'args.a', value: 1 },
    { path: 'args.l[0].x', value: 'p' },
    { path: 'args.l[2].x', value: null },
    { path: 'args["odd key"]', value: { deep: true } },
  ]);
  expect(leftOut).toEqual([]);
});

test('what no policy can know is left out and named: a key in another spelling, a text in place of an object', () => {
  const { values, leftOut } = valuesOf(['args.amount', 'args.o.x', 'args.l[*]'], {
    Amount: 5,
    o: '{"x":1}',
    l: 'text',
  });
  expect(values).toEqual([]);
  expect(leftOut).toEqual([
    { path: 'args.amount', why: 'unclear' },
    { path: 'args.l[*]', why: 'unclear' },
    { path: 'args.o.x', why: 'unclear' },
  ]);
});

test('what is too much is left out and named, and the rest is kept', () => {
  const bounds = { values: 3, bytes: 60 };
  expect(valuesOf(['args.a', 'args.b', 'args.c'], { a: 'x'.repeat(61), b: 'é'.repeat(30), c: 'ok' }, bounds)).toEqual({
    values: [{ path: 'args.c', value: 'ok' }],
    leftOut: [
      { path: 'args.a', why: 'too long' },
      { path: 'args.b', why: 'too long' },
    ],
  });
  expect(valuesOf(['args.l[*]', 'args.m'], { l: [1, 2, 3, 4], m: 5 }, bounds)).toEqual({
    values: [0, 1, 2].map((index) => ({ path: `args.l[${index}]`, value: index + 1 })),
    leftOut: [
      { path: 'args.l[*]', why: 'too many' },
      { path: 'args.m', why: 'too many' },
    ],
  });
});

test('no arguments, however large or deep, take long or throw', () => {
  const deep = JSON.parse('['.repeat(5_000) + ']'.repeat(5_000));
  const wide = Array.from({ length: 1_000_000 }, () => [[], [], []]);
  const { values, leftOut } = valuesOf(['args.deep', 'args.wide', 'args.wide[*][*].x', 'args.long', 'args.some'], {
    deep,
    wide,
    long: 'x'.repeat(10_000_000),
    some: 'kept',
  });
  expect(values).toEqual([{ path: 'args.some', value: 'kept' }]);
  expect(leftOut.map(({ path }) => path)).toEqual(['args.deep', 'args.long', 'args.wide', 'args.wide[*][*].x']);
});

/** The arguments with another value wherever no path leads; keys and the lengths of lists stay. */
function masked(value: unknown, reading: readonly (readonly Step[])[], other: unknown): unknown {
  if (reading.some((steps) => steps.length === 0)) return value;
  if (reading.length === 0) return other;
  if (typeof value !== 'object' || value === null) return value;
  const below = (leads: (step: Step) => boolean) =>
    reading.flatMap(([step, ...rest]) => (step && leads(step) ? [rest] : []));
  if (Array.isArray(value)) {
    return value.map((part, index) =>
      masked(
        part,
        below((step) => step.kind === 'each' || (step.kind === 'index' && step.index === index)),
        other,
      ),
    );
  }
  const members = Object.entries(value).map(([key, part]) => {
    return [
      key,
      masked(
        part,
        below((step) => step.kind === 'key' && step.key === key),
        other,
      ),
    ];
  });
  return Object.fromEntries(members);
}

const maskedBy = ({ paths }: PathsRead, args: Record<string, unknown>, other: unknown) =>
  masked({ ...args }, [...paths.map(({ steps }) => steps), [{ kind: 'key', key: '' }]], other) as typeof args;

const anyOther = fc.constantFrom<unknown>('other', 'a', 7, null, true, { x: 'a' }, ['a'], [{ x: 1, l: ['b'] }]);

test('a decision and the values that it was made from stay when any value changes that no path leads to', () => {
  let changed = 0;
  const property = fc.property(anyPolicy, anyCall, anyOther, (policy, call, other) => {
    const compiled = compilePolicy(policy);
    const read = pathsRead(compiled, call.tool);
    const args = maskedBy(read, call.args, other);
    if (JSON.stringify(args) !== JSON.stringify(call.args)) changed += 1;
    expect(decide(compiled, { ...call, args })).toEqual(decide(compiled, call));
    expect(valuesRead(read, args)).toEqual(valuesRead(read, call.args));
  });
  fc.assert(property, seeded);
  expect(changed).toBeGreaterThan(seeded.numRuns / 4);
});

test('the values of a call are within their bounds, and each that was left out is named', () => {
  const bounds = fc.record({ values: fc.nat(4), bytes: fc.nat(80) });
  const property = fc.property(anyPolicy, anyCall, bounds, (policy, { tool, args }, bound) => {
    const read = pathsRead(compilePolicy(policy), tool);
    const all = valuesRead(read, args);
    const { values, leftOut } = valuesRead(read, args, bound);
    const bytes = values.map(({ path, value }) => Buffer.byteLength(path + JSON.stringify(value)));
    expect(values.length).toBeLessThanOrEqual(bound.values);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(bound.bytes);
    for (const one of values) expect(all.values).toContainEqual(one);
    if (values.length < all.values.length) expect(leftOut.some(({ why }) => why !== 'unclear')).toBe(true);
  });
  fc.assert(property, seeded);
});
