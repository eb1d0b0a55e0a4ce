import { expect } from 'vitest';
import type { CompiledPolicy } from '@/lib/core/policy/compile/compile';
import { type Call, decide, isListed } from '@/lib/core/policy/decide/decide';
import { tryCall } from '@/lib/core/policy/decide/trial';
import type { Condition, Policy, ToolRules } from '@/lib/core/policy/document/schema';
import { createMemoryCounters } from '@/lib/core/policy/limits/memory-counters';

/** A value that a condition holds for, and one that it does not. */
function valuesFor({ op, value }: Condition): [unknown, unknown] {
  if (op === 'path_within') return ['/workspace/a', '/etc/passwd'];
  if (op === 'host_in') return ['https://example.com/', 'https://evil.test/'];
  if (op === 'in' && Array.isArray(value)) return [value[0], 'a value that nobody listed'];
  if (op === 'lte') return [100, 101];
  throw new Error(`No recommendation was known to use ${op}.`);
}

function put(args: Record<string, unknown>, { path }: Condition, value: unknown): Record<string, unknown> {
  const [, plain, quoted, each] = /^args(?:\.([A-Za-z_]\w*)|\[("(?:[^"\\]|\\.)*")\])(\[\*\])?$/.exec(path) ?? [];
  const key = plain ?? JSON.parse(quoted ?? 'null');
  return { ...args, [key]: each ? [value] : value };
}

/** Arguments that every requirement of a tool holds for. */
export function allowedArguments(policy: Policy, name: string): Record<string, unknown> {
  const conditions = policy.tools?.[name]?.require?.flatMap((rule) => rule.conditions) ?? [];
  return conditions.reduce((args, condition) => put(args, condition, valuesFor(condition)[0]), {});
}

/** Which of `times` calls pass, one every 0.9 seconds. */
export function passes(policy: CompiledPolicy, call: Call, times: number) {
  const counters = createMemoryCounters({ keysMax: 10 });
  const at = (nowMs: number): string => {
    const { outcome, message } = tryCall(policy, counters, call, nowMs);
    return outcome === 'allow' ? 'passed' : message;
  };
  const outcomes = Array.from({ length: times }, (_, index) => at(index * 900));
  return { outcomes, afterAMinute: at(60_000) };
}

const sentences = {
  hidden: /^Agents do not see (\S+), and every call to it is refused\.$/,
  allowed: /^Agents may call (\S+?)(?: only when (.+?))?(?:, (?:and )?at most (\d+) times in any minute per grant)?\.$/,
  approveIf: /^When (.+), the call waits until a person approves it\.$/,
  held: /^Each call to (\S+) waits until a person approves it\.$/,
  unless: /^It is refused without waiting unless (.+)\.$/,
  replace: /^Put your own (.+) in place of (.+) before you publish it\.$/,
  approved: /^Of the approved calls, at most (\d+) in any minute per grant go through\.$/,
};

/** What each sentence of an effect claims; one that is not known here fails. */
function claimsOf(effect: string): Partial<Record<keyof typeof sentences, RegExpExecArray>> {
  const told = effect
    .replace(/ Resources and prompts are closed\. Every tool that this policy does not name stays closed\.$/, '')
    .split(/(?<=\.) (?=[A-Z])/);
  return Object.fromEntries(
    told.map((sentence) => {
      const found = Object.entries(sentences).find(([, form]) => form.test(sentence));
      if (!found) throw new Error(`No evaluator run is known for: ${sentence}`);
      return [found[0], found[1].exec(sentence)];
    }),
  );
}

type Held = { policy: Policy; compiled: CompiledPolicy; name: string };

/** Runs the evaluator on every sentence. */
export function holdTo(effect: string, policy: Policy, compiled: CompiledPolicy, name: string): void {
  const { hidden, allowed, approveIf, held, unless, approved, replace } = claimsOf(effect);
  const call = { tool: name, args: allowedArguments(policy, name) };
  expect((hidden ?? held ?? allowed)?.[1]).toBe(name);
  if (hidden) {
    expect([isListed(compiled, name), decide(compiled, call).rule]).toEqual([false, '(hidden)']);
    return;
  }
  expect([isListed(compiled, name), decide(compiled, call).outcome]).toEqual([true, held ? 'hold' : 'allow']);
  expect(decide(compiled, { ...call, approved: true }).outcome).toBe('allow');
  const whole = { policy, compiled, name };
  expectRules(whole, 'require', 1, 'deny', allowed?.[2] ?? unless?.[1]);
  expectRules(whole, 'approve_if', 0, 'hold', approveIf?.[1]);
  expectExamples(policy.tools?.[name], replace?.[2]);
  expectLimit(compiled, { ...call, approved: true }, Number(allowed?.[3] ?? approved?.[1] ?? 0));
}

/** Each condition is told, and a value on its wrong side (1) or right side (0) gets the outcome. */
function expectRules(
  { policy, compiled, name }: Held,
  kind: 'require' | 'approve_if',
  side: 0 | 1,
  outcome: string,
  told: string | undefined,
): void {
  const conditions = (policy.tools?.[name]?.[kind] ?? []).flatMap((rule) => rule.conditions);
  expect(told !== undefined).toBe(conditions.length > 0);
  for (const condition of conditions) {
    const args = put(allowedArguments(policy, name), condition, valuesFor(condition)[side]);
    expect(decide(compiled, { tool: name, args }).outcome).toBe(outcome);
    expect(told).toContain(condition.path);
  }
}

/** A host, folder or amount that nobody could know is said to be an example. */
function expectExamples(rules: ToolRules | undefined, told: string | undefined): void {
  const bounds = (rules?.require ?? []).flatMap((rule) => rule.conditions).filter(({ op }) => op !== 'in');
  expect(told !== undefined).toBe(bounds.length > 0);
  for (const { value } of bounds) expect(told).toContain(String(value));
}

function expectLimit(compiled: CompiledPolicy, call: Call, max: number): void {
  const { outcomes, afterAMinute } = passes(compiled, call, max + 1);
  expect(outcomes.slice(0, max || 1)).toEqual(Array(max || 1).fill('passed'));
  if (max > 0) expect([outcomes[max] === 'passed', afterAMinute]).toEqual([false, 'passed']);
}
