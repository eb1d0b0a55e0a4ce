import { expect, test, vi } from 'vitest';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { decide } from '@/lib/core/policy/decide/decide';
import { explain } from '@/lib/core/policy/decide/explain';
import { diffPolicies } from '@/lib/core/policy/diff/diff';
import { readPolicy } from '@/lib/core/policy/document/read';
import type { Condition, Policy, ToolRules } from '@/lib/core/policy/document/schema';
import { lintPolicy } from '@/lib/core/policy/lint/lint';
import { recommendForServer, recommendForTool } from '@/lib/core/policy/recommend/recommend';
import { cpuTimeOf } from './cpu-time.test-data';

// Eight times the input may take eight times as long, and by far not the sixty-four times of a quadratic.
const FACTOR = 8;
const slowerMax = 40;
vi.setConfig({ testTimeout: 120_000 });

const many = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
const policyOf = (tools: [string, ToolRules][], rest: Partial<Policy> = {}): Policy => {
  return { version: '1', default: 'deny', tools: Object.fromEntries(tools), ...rest };
};
const named = (count: number, name: (n: number) => string, rules: ToolRules = {}) =>
  policyOf(many(count, (n) => [name(n), rules]));
const one = (...conditions: Condition[]) => policyOf([['t', { deny_if: [{ conditions }] }]]);
const rules = (count: number, value: (n: number) => number): ToolRules => ({
  deny_if: many(count, (n) => ({ conditions: [{ path: 'args.x', op: 'eq', value: value(n) }] })),
});
const tools = (count: number) => many(count, (n) => ({ name: `get_thing_${n}`, category: 'Write' as const }));

/** What to do with an input of a size: the input is made before the clock runs. */
type Work = (size: number) => () => unknown;

const works: [string, number, Work][] = [
  ['reading unknown keys', 5_000, (n) => pass(readPolicy, `{${many(n, (i) => `"k${i}":1`).join()}}`)],
  ['reading one key again and again', 5_000, (n) => pass(readPolicy, `{${'"a":1,'.repeat(n)}"b":1}`)],
  [
    'reading many objects that have a key twice',
    5_000,
    (n) => pass(readPolicy, `{"hide":[${'{"a":1,"a":1},'.repeat(n)}1]}`),
  ],
  ['reading tools', 1_000, (n) => pass(readPolicy, JSON.stringify(named(n, (i) => `t${i}`)))],
  [
    'compiling globs that begin alike',
    1_000,
    (n) =>
      pass(
        compilePolicy,
        named(n, (i) => `get_*${i}`),
      ),
  ],
  [
    'compiling rules',
    200,
    (n) =>
      pass(
        compilePolicy,
        named(
          n,
          (i) => `t${i}`,
          rules(3, (i) => i),
        ),
      ),
  ],
  [
    'asking many tools of many globs',
    500,
    (n) =>
      askAll(
        named(n, (i) => `get_*_x${i}`),
        n,
      ),
  ],
  [
    'deciding over a long list',
    20_000,
    (n) =>
      call(
        one({ path: 'args.x[*].n', op: 'eq', value: -1 }),
        many(n, (i) => ({ n: i })),
      ),
  ],
  [
    'searching a text',
    100_000,
    (n) => call(one({ path: 'args.x', op: 'contains', value: `${'a'.repeat(99)}b${'a'.repeat(99)}` }), 'a'.repeat(n)),
  ],
  [
    'deciding over many folders and as many paths',
    500,
    (n) =>
      call(
        one({ path: 'args.x[*]', op: 'path_within', value: many(n, (i) => `/srv/${i}`) }),
        many(n, (i) => `/tmp/${i}`),
      ),
  ],
  [
    'deciding over many hosts and as many addresses',
    500,
    (n) =>
      call(
        one({ path: 'args.x[*]', op: 'host_in', value: many(n, (i) => `*.h${i}.test`) }),
        many(n, (i) => `https://a.b${i}.test/`),
      ),
  ],
  ['explaining over a long list', 20_000, (n) => explainCall(many(n, (i) => i))],
  [
    'linting tools that are named',
    200,
    (n) => () =>
      lintPolicy(
        named(n, (i) => `get_thing_${i}`),
        tools(n),
      ),
  ],
  [
    'linting tools that are not there',
    500,
    (n) => () =>
      lintPolicy(
        named(n, (i) => `set_thing_${i}`),
        tools(n),
      ),
  ],
  [
    'linting what hides',
    500,
    (n) => () =>
      lintPolicy(
        named(n, (i) => `t${i}`),
        tools(n),
      ),
  ],
  [
    'linting limits that share a counter',
    500,
    (n) => {
      return pass(
        lintPolicy,
        named(n, (i) => `t${i}`, { limits: [{ counter: 'c', window: 'minute', max: 5 }] }),
      );
    },
  ],
  [
    'comparing rules that all changed',
    125,
    (n) => () => diffPolicies(policyOf([['t', rules(n, (i) => i)]]), policyOf([['t', rules(n, (i) => -1 - i)]])),
  ],
  [
    'comparing rules in another order',
    125,
    (n) => () => diffPolicies(policyOf([['t', rules(n, (i) => i)]]), policyOf([['t', rules(n, (i) => n - i)]])),
  ],
  [
    'recommending for many values',
    1_000,
    (n) => () =>
      recommendForTool({
        name: 't',
        category: 'Destructive',
        perValue: {
          parameter: 'a',
          values: many(n, (i) => ({ value: `v${i}`, category: i % 2 ? ('Read' as const) : ('Destructive' as const) })),
        },
      }),
  ],
  ['recommending for many tools', 500, (n) => pass(recommendForServer, tools(n))],
];

function pass<T>(work: (input: T) => unknown, input: T): () => unknown {
  return () => work(input);
}

function call(policy: Policy, x: unknown): () => unknown {
  const compiled = compilePolicy(policy);
  return () => decide(compiled, { tool: 't', args: { x } });
}

function explainCall(x: unknown): () => unknown {
  const compiled = compilePolicy(one({ path: 'args.x[*]', op: 'eq', value: -1 }));
  return () => explain(compiled, { tool: 't', args: { x } });
}

function askAll(policy: Policy, count: number): () => unknown {
  return () => {
    const compiled = compilePolicy(policy);
    for (let n = 0; n < count; n++) decide(compiled, { tool: `get_thing_y${n}`, args: {} });
  };
}

/** Milliseconds, the best of some: a collection of garbage must not be taken for the input's size. */
function best(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < 4; pass++) {
    least = Math.min(least, cpuTimeOf(work).ms);
  }
  return least;
}

test.each(works)('%s takes no more than linear time', { retry: 2 }, (_, size, make) => {
  const [small, large] = [make(size), make(size * FACTOR)];
  // Below some milliseconds the clock and the compiler are what is measured.
  expect(best(large)).toBeLessThan(slowerMax * Math.max(best(small), 3));
});
