import { type Argument, argumentsOf } from './arguments';
import { isNameable } from './nameable';
import { writePath } from './path';
import { effectOf } from './recommend-effect';
import type { Condition, DenyRule, Limit, Policy, ToolRules } from './schema';

export type Category = 'Read' | 'Write' | 'Execute' | 'Destructive' | 'Financial' | 'Other';

export type RecommendInput = {
  name: string;
  category: Category;
  severity?: 'Low' | 'Medium' | 'High' | 'Critical';
  inputSchema?: unknown;
  /** Where an argument selects the operation: what each of its values is. */
  perValue?: { parameter: string; values: { value: string; category: Category }[] };
};

/** Calls a minute for one grant. */
const callsPerMinute: Partial<Record<Category, number>> = { Write: 30, Execute: 10, Financial: 10, Other: 60 };

/** From the most severe. */
export const severity: Category[] = ['Financial', 'Destructive', 'Execute', 'Write', 'Other', 'Read'];

/**
 * The rule for one tool. A name that no policy can spell, such as one with a star, is closed, not guessed at.
 * `hide` says that the tool belongs in `hide`; its rules refuse it too, for whoever shows it again.
 */
export function recommendRules(tool: RecommendInput): { hide: boolean; rules: ToolRules } {
  const open = openValues(tool);
  const category = open ? mostSevere(open.map((one) => one.category)) : tool.category;
  if (category === 'Destructive' || open?.length === 0) return { hide: true, rules: { action: 'deny' } };

  const rules: ToolRules = {};
  const financial = open?.filter((one) => one.category === 'Financial').map((one) => one.value) ?? [];
  if ((category === 'Financial' && !open) || yieldsSecrets(tool)) rules.action = 'require_approval';
  const require = [...operationRule(tool, open), ...argumentRules(tool, category)];
  if (require.length > 0) rules.require = require;
  if (tool.perValue && financial.length > 0) {
    rules.approve_if = [{ conditions: [{ path: argument(tool.perValue.parameter), op: 'in', value: financial }] }];
  }
  const max = callsPerMinute[category];
  if (max !== undefined) rules.limits = [rateLimit(tool.name, max)];
  return { hide: false, rules };
}

/** The policy on a tool's own page: closed but for this tool, and what the whole document does in plain words. */
export function recommendForTool(tool: RecommendInput): { policy: Policy; effect: string } {
  const policy = recommendForServer([tool]);
  return { policy, effect: effectOf(tool.name, policy) };
}

/** The policy for a whole server: closed by default, every tool named by its rule, destructive ones hidden. */
export function recommendForServer(tools: RecommendInput[]): Policy {
  const hide: string[] = [];
  const open: [string, ToolRules][] = [];
  for (const tool of tools.filter((one) => isNameable(one.name))) {
    const recommended = recommendRules(tool);
    if (recommended.hide) hide.push(tool.name);
    else open.push([tool.name, recommended.rules]);
  }
  const policy: Policy = { version: '1', default: 'deny' };
  if (hide.length > 0) policy.hide = hide;
  if (open.length > 0) policy.tools = Object.fromEntries(open);
  return policy;
}

/** A tool that changes nothing, as far as is known, is grave for what it answers with; a limit would not keep that in. */
function yieldsSecrets({ category, severity }: RecommendInput): boolean {
  return (category === 'Read' || category === 'Other') && (severity === 'High' || severity === 'Critical');
}

function mostSevere(categories: Category[]): Category {
  return severity.find((one) => categories.includes(one)) ?? 'Other';
}

type PerValue = NonNullable<RecommendInput['perValue']>['values'];

/** The values that may stay open where an argument selects the operation; null where none does. */
function openValues({ perValue }: RecommendInput): PerValue | null {
  if (!perValue?.values.some((one) => one.category === 'Destructive' || one.category === 'Financial')) return null;
  return perValue.values.filter((one) => one.category !== 'Destructive');
}

/** Names the values that may pass, not those that may not: an absent or unknown operation is refused with the rest. */
function operationRule({ name, perValue }: RecommendInput, open: PerValue | null): DenyRule[] {
  if (!perValue || !open || open.length === perValue.values.length) return [];
  const passing = new Set(open);
  const closed = perValue.values.filter((one) => !passing.has(one)).map((one) => one.value);
  const value = open.map((one) => one.value);
  const on_deny = `${name} may be called with ${perValue.parameter} ${list(value, 'or')} only; ${list(closed, 'and')} ${closed.length === 1 ? 'is' : 'are'} closed by policy.`;
  return [{ conditions: [{ path: argument(perValue.parameter), op: 'in', value }], on_deny }];
}

/** Bounds on what the schema requires: an argument that may be left out would be refused when it is. */
function argumentRules({ inputSchema }: RecommendInput, category: Category): DenyRule[] {
  const required = (argumentsOf(inputSchema) ?? []).filter((one) => one.required && !one.values);
  return required.flatMap((one) => boundOf(one, category) ?? []);
}

function boundOf(one: Argument, category: Category): DenyRule | null {
  const each = one.items ? '[*]' : '';
  const path = `${argument(one.name)}${each}`;
  const type = one.items ? one.items.type : one.type;
  const format = one.items ? one.items.format : one.format;
  const words = one.name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const rule = (condition: Condition, bound: string): DenyRule => ({
    conditions: [condition],
    on_deny: `${one.name} must ${bound}.`,
  });
  if (type === 'string' && (format === 'uri' || /(^|[_-])(url|uri)s?$/.test(words))) {
    return rule({ path, op: 'host_in', value: ['example.com'] }, 'be an http(s) URL on example.com');
  }
  if (type === 'string' && /(^|[_-])(path|file_?path|dir|directory|folder)s?$/.test(words)) {
    return rule({ path, op: 'path_within', value: ['/workspace'] }, 'lie within /workspace');
  }
  if (
    category === 'Financial' &&
    (type === 'number' || type === 'integer') &&
    /(^|[_-])(amount|price|total)$/.test(words)
  ) {
    return rule({ path, op: 'lte', value: 100 }, 'be at most 100');
  }
  return null;
}

function rateLimit(name: string, max: number): Limit {
  return { counter: `${name}_rate`, window: 'minute', max, scope: 'grant' };
}

function argument(name: string): string {
  return writePath([{ kind: 'key', key: name }]);
}

function list(words: string[], last: 'and' | 'or'): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
