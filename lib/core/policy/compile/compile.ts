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

/** The rules of `all_tools`, which all tools share and none copies, and a tool's own. */
export type Both<T> = readonly [shared: readonly T[], own: readonly T[]];

/** Everything that can happen to a call of one tool, in the order of evaluation. */
export type CompiledTool = {
  /** All that its rules match texts with. */
  expressions: readonly [shared: Expressions, own: Expressions];
  /** Conditions in all its rules, and what they read. */
  conditions: number;
  readers: ReadersOfTool;
  refused: { pointer: string; message: string } | null;
  require: Both<CompiledRule>;
  denyIf: Both<CompiledRule>;
  /** `action: require_approval`, said before any approve_if. */
  held: CompiledApproval | null;
  approveIf: Both<CompiledApproval>;
  limits: CompiledLimit[];
};

/**
 * A policy made ready to decide. Immutable but for a bounded memory of look-ups, and for its regular expressions, each of
 * which is compiled when a call first needs it.
 */
export type CompiledPolicy = {
  /** Its expressions take longer to compile than those of a document that may be published today. */
  isCostly: boolean;
  isHidden: NameIndex<true>;
  tools: NameIndex<Compilable>;
  /** For tools that nothing names; null: denied. */
  unnamed: Compilable | null;
  /** What is said of resources and prompts; null: nothing, so all are allowed. */
  resources: CompiledClass | null;
  prompts: CompiledClass | null;
  /** What a name was found to mean; cleared when full, so that invented names cannot fill the memory. */
  seen: Map<string, Standing>;
};

/** The rules of one tool, compiled when they are first asked for: most policies have tools that are never called. */
type Compilable = {
  /** It has more rules than may be compiled while others wait: about 20 ms. */
  isLarge: boolean;
  compiled(): CompiledTool;
};

/** Where a tool stands in a policy before its arguments are looked at. */
export type Standing = Compilable | '(hidden)' | '(default deny)';

/** Characters of one tool's rules, as JSON, that are compiled at once: their lists and texts cost as much as their number. */
const LARGE = 65_536;

/** Seconds for which an approval may be given when a rule does not say. */
const EXPIRES_IN = 600;

const ask = 'Change the call, or ask the person who manages this policy.';

/**
 * Makes a policy ready that `readPolicy` or `readStored` accepted: indexes its names and compiles what it says of resources
 * and prompts. An expression that turns out not to compile is unclear for every text: what it protects is refused.
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
