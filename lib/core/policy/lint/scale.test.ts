import { expect, test } from 'vitest';
import type { Policy, ToolRules } from '@/lib/core/policy/document/schema';
import type { Finding, LintTool } from './finding';
import { lintPolicy } from './lint';

const categories = ['Read', 'Write', 'Execute', 'Destructive', 'Financial', 'Other'] as const;

const toolAt = (n: number): LintTool => ({
  name: `tool_${n}`,
  category: categories[n % 6] ?? 'Other',
  inputSchema: { properties: { mode: { type: 'string', enum: ['a', 'b'] }, path: { type: 'string' } }, required: [] },
});

/** Rules that have something of most codes; which ones depends on `n`. */
function rulesAt(n: number): ToolRules {
  const mode = { path: 'args.mode', op: 'eq' as const, value: n % 4 === 0 ? 'c' : 'a' };
  const path = { path: 'args.path', op: 'regex' as const, value: '/srv' };
  return {
    ...(n % 7 === 0 ? { action: 'deny' as const } : {}),
    require: [{ conditions: [path] }],
    deny_if: [{ conditions: [mode] }, { conditions: n % 5 === 0 ? [mode] : [mode, path] }],
    ...(n % 3 === 0
      ? {
          limits: [
            { counter: `c_${n}`, window: 'minute' as const, max: 5 },
            { counter: `d_${n}`, window: 'minute' as const, max: 9 },
            { counter: `c_${n}`, window: 'hour' as const, max: 9 },
          ],
        }
      : {}),
  };
}

function policyOf(ns: number[]): Policy {
  return {
    version: '1',
    default: 'deny',
    hide: ns.filter((n) => n % 11 === 0).map((n) => `tool_${n}`),
    tools: Object.fromEntries(ns.map((n) => [n % 13 === 0 ? `missing_${n}_by_far` : `tool_${n}`, rulesAt(n)])),
  };
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

function told(findings: Finding[]): string[] {
  // Where in `hide` a name stands is all that differs between a document of one tool and one of many.
  return findings.map(({ level, code, pointer, message }) =>
    [level, code, pointer, message].join(' ').replaceAll(/\/hide\/\d+/g, '/hide/n'),
  );
}

test('a tool among a thousand is told exactly what it is told alone', () => {
  const ns = numbers(1_000);
  const other = { name: 'another_one' };
  const whole = told(lintPolicy(policyOf(ns), [other, ...ns.map(toolAt)]));
  const single = ns.flatMap((n) => told(lintPolicy(policyOf([n]), [other, toolAt(n)])));
  expect(whole.length).toBeGreaterThan(2_000);
  expect(whole.toSorted()).toEqual(single.toSorted());
});

test('a fix of a document of a thousand tools mends the one place and keeps the rest', () => {
  const ns = numbers(1_000);
  const policy = policyOf(ns);
  const finding = lintPolicy(policy, ns.map(toolAt)).find(({ code }) => code === 'unanchored-regex');
  const fixed = finding?.fix?.();
  const names = Object.keys(policy.tools ?? {});
  const changed = names.filter((name) => fixed?.tools?.[name] !== policy.tools?.[name]);
  expect(Object.keys(fixed?.tools ?? {})).toEqual(names);
  expect(changed).toHaveLength(1);
});
