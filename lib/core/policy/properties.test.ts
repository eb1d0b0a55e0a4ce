import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { decide, isListed } from '@/lib/core/policy/decide/decide';
import { decidePrompt, decideResource, isTemplateListed } from '@/lib/core/policy/decide/decide-classes';
import { explain } from '@/lib/core/policy/decide/explain';
import { diffPolicies } from '@/lib/core/policy/diff/diff';
import { readPolicy } from '@/lib/core/policy/document/read';
import type { ClassRules, Policy, ToolRules } from '@/lib/core/policy/document/schema';
import { lintPolicy } from '@/lib/core/policy/lint/lint';
import { anyCall, anyDenyRule, anyPolicy, anyPrompt, anyUri } from './arbitrary.test-data';

vi.setConfig({ testTimeout: 60_000 });

const seeded = { numRuns: 300, seed: 20_261_122 };
const strictness = { allow: 0, hold: 1, deny: 2 } as const;

const outcome = (policy: Policy, call: Parameters<typeof decide>[1]) => decide(compilePolicy(policy), call).outcome;

function everywhere(policy: Policy, change: (rules: ToolRules) => ToolRules): Policy {
  const tools = Object.entries(policy.tools ?? {}).map(([name, rules]) => [name, change(rules)]);
  return { ...policy, all_tools: change(policy.all_tools ?? {}), tools: Object.fromEntries(tools) };
}

test('adding a deny_if, a require or a hidden name never allows more', () => {
  const property = fc.property(anyPolicy, anyCall, anyDenyRule, (policy, call, rule) => {
    const before = strictness[outcome(policy, call)];
    const denied = everywhere(policy, (rules) => ({ ...rules, deny_if: [...(rules.deny_if ?? []), rule] }));
    const required = everywhere(policy, (rules) => ({ ...rules, require: [rule, ...(rules.require ?? [])] }));
    const hidden = { ...policy, hide: [...(policy.hide ?? []), 'get*'] };
    for (const after of [denied, required, hidden])
      expect(strictness[outcome(after, call)]).toBeGreaterThanOrEqual(before);
  });
  fc.assert(property, seeded);
});

test('adding a pattern to deny, taking one from allow or closing the default never allows more', () => {
  const property = fc.property(anyPolicy, anyUri, anyPrompt, (policy, uri, prompt) => {
    const asked = (one: Policy) => {
      const compiled = compilePolicy(one);
      return [decideResource(compiled, uri), decidePrompt(compiled, prompt)].map(
        ({ outcome: told }) => strictness[told],
      );
    };
    const before = asked(policy);
    const stricter = (change: (rules: ClassRules) => ClassRules) => ({
      ...policy,
      resources: change(policy.resources ?? { default: 'allow' }),
      prompts: change(policy.prompts ?? { default: 'allow' }),
    });
    for (const after of [
      stricter((rules) => ({ ...rules, deny: [...(rules.deny ?? []), '*a*'] })),
      stricter((rules) => ({ ...rules, allow: (rules.allow ?? []).slice(1) })),
      stricter((rules) => ({ ...rules, default: 'deny' })),
    ]) {
      for (const [at, one] of asked(after).entries()) expect(one).toBeGreaterThanOrEqual(before[at] ?? 0);
    }
  });
  fc.assert(property, seeded);
});

test('a template that becomes an allowed URI is listed', () => {
  const property = fc.property(anyPolicy, anyUri, fc.nat(12), (policy, uri, length) => {
    const compiled = compilePolicy(policy);
    if (decideResource(compiled, uri).outcome === 'deny') return;
    expect([uri, isTemplateListed(compiled, `${uri.slice(0, length)}{rest}`)]).toEqual([uri, true]);
  });
  fc.assert(property, seeded);
});

test('a grant whose policy is removed can call nothing and sees nothing', () => {
  const property = fc.property(anyCall, (call) => {
    expect(decide(null, call)).toMatchObject({ outcome: 'deny', rule: '(no policy)' });
    expect(isListed(null, call.tool)).toBe(false);
    expect(decideResource(null, call.tool).rule).toBe('(no policy)');
    expect(decidePrompt(null, call.tool).rule).toBe('(no policy)');
  });
  fc.assert(property, seeded);
});

test('every accepted document is the same after builder, JSON and builder', () => {
  const property = fc.property(anyPolicy, (policy) => {
    const once = readPolicy(JSON.stringify(policy, null, 2));
    if (!once.ok) throw new Error(JSON.stringify(once.problems));
    expect(once.policy).toEqual(policy);
    expect(readPolicy(JSON.stringify(once.policy))).toEqual(once);
  });
  fc.assert(property, seeded);
});

test('rules of one entry do not change what another tool may do', () => {
  const property = fc.property(anyPolicy, anyPolicy, anyCall, (policy, other, call) => {
    const more: Policy = { ...policy, tools: { ...policy.tools, another_tool: other.all_tools ?? {} } };
    expect(decide(compilePolicy(more), call)).toEqual(decide(compilePolicy(policy), call));
  });
  fc.assert(property, seeded);
});

test('no text makes the reader throw, and every problem has a place in it', () => {
  const mangled = fc.tuple(anyPolicy, fc.nat(), fc.string({ maxLength: 3 })).map(([policy, at, junk]) => {
    const text = JSON.stringify(policy, null, 1);
    const cut = at % text.length;
    return `${text.slice(0, cut)}${junk}${text.slice(cut + 1)}`;
  });
  const property = fc.property(fc.oneof(mangled, fc.string(), fc.json()), (text) => {
    const read = readPolicy(text);
    if (read.ok) return;
    expect(read.problems.length).toBeGreaterThan(0);
    const lines = text.split('\n');
    for (const { line, column } of read.problems) {
      expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? -1) + 1);
    }
  });
  fc.assert(property, seeded);
});

test('an explanation names the decision of decide, and every other rule once', () => {
  const property = fc.property(anyPolicy, anyCall, (policy, call) => {
    const compiled = compilePolicy(policy);
    const { decision, others } = explain(compiled, call);
    expect(decision).toEqual(decide(compiled, call));
    const named = others.map((other) => other.rule);
    expect(new Set(named).size).toBe(named.length);
    expect(named).not.toContain(decision.rule);
  });
  fc.assert(property, seeded);
});

test('a policy differs from itself in nothing', () => {
  fc.assert(
    fc.property(anyPolicy, (policy) => {
      expect(diffPolicies(policy, structuredClone(policy))).toEqual({ entries: [], sentences: [] });
    }),
    seeded,
  );
});

test('a change told as only narrower, only wider or as nothing is that for every call', () => {
  const seen = { narrower: 0, wider: 0, nothing: 0 };
  const property = fc.property(anyPolicy, anyPolicy, anyCall, fc.boolean(), (before, other, call, backward) => {
    const more: Policy = { ...before, tools: { ...before.tools, ...other.tools }, hide: other.hide ?? [] };
    const [old, fresh] = backward ? [more, before] : [before, more];
    const kinds = new Set(diffPolicies(old, fresh, [{ name: call.tool }]).sentences.map((one) => one.kind));
    const change = strictness[outcome(fresh, call)] - strictness[outcome(old, call)];
    const said = kinds.size === 0 ? 'nothing' : kinds.size > 1 || kinds.has('changed') ? null : [...kinds][0];
    if (!said || said === 'changed') return;
    seen[said]++;
    if (said !== 'wider') expect(change).toBeGreaterThanOrEqual(0);
    if (said !== 'narrower') expect(change).toBeLessThanOrEqual(0);
  });
  fc.assert(property, { ...seeded, numRuns: 1_500 });
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(25);
});

test('every fix of the linter is a valid document that no longer has the finding', () => {
  let seen = 0;
  const tools = [
    { name: 'get', category: 'Write' as const },
    { name: 'get_user', category: 'Read' as const },
    { name: 'delete', category: 'Destructive' as const },
  ];
  const property = fc.property(anyPolicy, (policy) => {
    for (const finding of lintPolicy(policy, tools)) {
      if (!finding.fix) continue;
      seen++;
      const fixed = finding.fix();
      expect(readPolicy(JSON.stringify(fixed)).ok).toBe(true);
      const count = (found: { code: string }[]) => found.filter((one) => one.code === finding.code).length;
      expect(count(lintPolicy(fixed, tools))).toBeLessThan(count(lintPolicy(policy, tools)));
    }
  });
  fc.assert(property, seeded);
  expect(seen).toBeGreaterThan(100);
});
