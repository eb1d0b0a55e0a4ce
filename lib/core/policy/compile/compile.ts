import { describeConditions } from '@/lib/core/policy/document/describe';
import { indexNames, type NameIndex } from '@/lib/core/policy/document/names';
import { pointerTo } from '@/lib/core/policy/document/pointer';
import type { ApprovalRule, Condition, DenyRule, Policy, ToolRules } from '@/lib/core/policy/document/schema';
import { type CompiledClass, compileClass } from './classes';
import { type CompiledCondition, compileCondition } from './condition';
import { type CompiledLimit, compileLimit, longForm, mergeLimits } from './limits';
import type { Quantifier } from './match';
import { type Readers, type ReadersOfTool, readersOf } from './reading';
import { type Expression, Expressions, firstTooCostly } from './regex';

export type CompiledRule = { pointer: string; message: string; conditions: CompiledCondition[] };
export type CompiledApproval = CompiledRule & { expiresInSeconds: number };

/** The rules of `all_tools`, shared by all tools, and the tool's own. */
export type Both<T> = readonly [shared: readonly T[], own: readonly T[]];

/** All that can happen to a call of one tool, in the order of evaluation. */
export type CompiledTool = {
  /** All expressions of its rules. */
  expressions: readonly [shared: Expressions, own: Expressions];
  /** Conditions of its rules by the argument that they read. */
  conditions: number;
  readers: ReadersOfTool;
  refused: { pointer: string; message: string } | null;
  require: Both<CompiledRule>;
  denyIf: Both<CompiledRule>;
  /** `action: require_approval`, before any approve_if. */
  held: CompiledApproval | null;
  approveIf: Both<CompiledApproval>;
  limits: CompiledLimit[];
};

/** A compiled policy. Immutable, except for a bounded lookup cache and expressions that are compiled on first use. */
export type CompiledPolicy = {
  /** Its expressions take longer to compile than a publishable document's. */
  isCostly: boolean;
  isHidden: NameIndex<true>;
  tools: NameIndex<Compilable>;
  /** For tools without an entry; null: denied. */
  unnamed: Compilable | null;
  /** The classes resources and prompts; null: absent, so all are allowed. */
  resources: CompiledClass | null;
  prompts: CompiledClass | null;
  /** Cache of looked-up names; cleared when full, so that invented names cannot fill the memory. */
  seen: Map<string, Standing>;
};

/** Rules of one tool, compiled on first use: most policies have tools that are never called. */
type Compilable = {
  /** More rules than may be compiled while others wait: about 20 ms. */
  isLarge: boolean;
  compiled(): CompiledTool;
};

/** Where a tool stands before its arguments are looked at. */
export type Standing = Compilable | '(hidden)' | '(default deny)';

/** Characters of one tool's rules, as JSON, that are compiled at once: lists and texts cost as much as their number. */
const LARGE = 65_536;

/** Default lifetime of an approval, in seconds. */
const EXPIRES_IN = 600;

const ask = 'Change the call, or ask the person who manages this policy.';

/**
 * Compiles a policy from `readPolicy` or `readStored`: indexes names and compiles the classes. An expression that does
 * not compile is unclear for every text, so what it protects is refused.
 */
export function compilePolicy(policy: Policy): CompiledPolicy {
  const all = policy.all_tools ?? {};
  const shared = once(() => compileRules(all, ['all_tools'], 'all_tools'));
  const sharedSize = sizeOf(all);
  const toolOf = (rules: ToolRules, place: string[], name: string): Compilable => ({
    isLarge: sharedSize + sizeOf(rules) > LARGE,
    compiled: once(() => join(shared(), compileRules(rules, place, name))),
  });
  const tools = Object.entries(policy.tools ?? {});
  const expressions = [all, ...tools.map(([, rules]) => rules)].flatMap(writtenExpressions);
  return {
    isCostly: firstTooCostly(expressions) !== -1,
    isHidden: indexNames((policy.hide ?? []).map((name) => [name, true] as const)),
    tools: indexNames(tools.map(([name, rules]) => [name, toolOf(rules, ['tools', name], name)] as const)),
    unnamed: policy.default === 'allow' ? toolOf({}, [], '') : null,
    resources: policy.resources ? compileClass(policy.resources, 'resources') : null,
    prompts: policy.prompts ? compileClass(policy.prompts, 'prompts') : null,
    seen: new Map(),
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function conditionsIn({ require = [], deny_if = [], approve_if = [] }: ToolRules): readonly Condition[] {
  return [...require, ...deny_if, ...approve_if].flatMap(({ conditions }) => conditions);
}

function sizeOf(rules: ToolRules): number {
  return JSON.stringify(rules).length;
}

function writtenExpressions(rules: ToolRules): string[] {
  return conditionsIn(rules).flatMap(({ op, value }) => (op === 'regex' && typeof value === 'string' ? [value] : []));
}

/** Compiled rules of one place. */
type Half = {
  expressions: Expressions;
  conditions: number;
  readers: Readers;
  refused: CompiledTool['refused'];
  held: CompiledApproval | null;
  require: CompiledRule[];
  denyIf: CompiledRule[];
  approveIf: CompiledApproval[];
  limits: CompiledLimit[];
};

function join(shared: Half, own: Half): CompiledTool {
  return {
    expressions: [shared.expressions, own.expressions],
    conditions: shared.conditions + own.conditions,
    readers: [shared.readers, own.readers],
    refused: shared.refused ?? own.refused,
    require: [shared.require, own.require],
    denyIf: [shared.denyIf, own.denyIf],
    held: shared.held ?? own.held,
    approveIf: [shared.approveIf, own.approveIf],
    limits: mergeLimits(shared.limits, own.limits),
  };
}

function compileRules(rules: ToolRules, place: string[], name: string): Half {
  const action = pointerTo([...place, 'action']);
  const require = (rules.require ?? []).map((rule, at) => requirement(rule, pointerTo([...place, 'require', at])));
  const denyIf = (rules.deny_if ?? []).map((rule, at) => prohibition(rule, pointerTo([...place, 'deny_if', at])));
  const approveIf = (rules.approve_if ?? []).map((rule, at) => approval(rule, pointerTo([...place, 'approve_if', at])));
  const all = [...require, ...denyIf, ...approveIf];
  return {
    expressions: new Expressions(expressionsOf(all)),
    conditions: all.reduce((sum, { conditions }) => sum + conditions.length, 0),
    readers: readersOf(all),
    refused:
      rules.action === 'deny'
        ? { pointer: action, message: rules.reason ?? `This policy does not allow calls of this tool. ${ask}` }
        : null,
    held: rules.action === 'require_approval' ? hold(action, rules.reason, [], undefined) : null,
    require,
    denyIf,
    approveIf,
    limits: limitsOf(rules, place, name),
  };
}

function expressionsOf(rules: readonly CompiledRule[]): Expression[] {
  return rules.flatMap(({ conditions }) => conditions.flatMap(({ expression }) => expression ?? []));
}

function limitsOf(rules: ToolRules, place: string[], name: string): CompiledLimit[] {
  const limits = (rules.limits ?? []).map((limit, at) => compileLimit(limit, pointerTo([...place, 'limits', at])));
  const { rate_limit: short } = rules;
  if (!short) return limits;
  return [...limits, compileLimit(longForm(short, name), pointerTo([...place, 'rate_limit']))];
}

function compileConditions(rule: DenyRule | ApprovalRule, quantifier: Quantifier): CompiledCondition[] {
  return rule.conditions.map((condition) => compileCondition(condition, quantifier));
}

function requirement(rule: DenyRule, pointer: string): CompiledRule {
  const message = `This call must satisfy: ${describeConditions(rule.conditions)}. ${ask}`;
  return { pointer, message: rule.on_deny ?? message, conditions: compileConditions(rule, 'every') };
}

function prohibition(rule: DenyRule, pointer: string): CompiledRule {
  const always = 'This policy does not allow calls of this tool.';
  const message = rule.conditions.length
    ? `Calls are refused when ${describeConditions(rule.conditions)}, or when that cannot be told.`
    : always;
  return { pointer, message: rule.on_deny ?? `${message} ${ask}`, conditions: compileConditions(rule, 'some') };
}

function approval(rule: ApprovalRule, pointer: string): CompiledApproval {
  return hold(pointer, rule.reason, compileConditions(rule, 'some'), rule.expires_in);
}

function hold(
  pointer: string,
  reason: string | undefined,
  conditions: CompiledCondition[],
  expiresIn: number | undefined,
): CompiledApproval {
  const message = reason ?? 'A person must approve this call before it is made.';
  return { pointer, message, conditions, expiresInSeconds: expiresIn ?? EXPIRES_IN };
}
