import { isNameable } from './nameable';
import { writePath } from './path';
import { boundsOn } from './recommend-bounds';
import { effectOf } from './recommend-effect';
import { approvedPerMinute, type Category, type Severity, type Treatment, treatmentFor } from './recommend-table';
import type { DenyRule, Limit, Policy, ToolRules } from './schema';

export type { Category } from './recommend-table';

export type RecommendInput = {
  name: string;
  category: Category;
  severity?: Severity;
  inputSchema?: unknown;
  /** Where an argument selects the operation: what each of its values is. */
  perValue?: { parameter: string; values: { value: string; category: Category }[] };
};

/** From the most severe. */
export const severity: Category[] = ['Financial', 'Destructive', 'Execute', 'Write', 'Other', 'Read'];

/**
 * The rule for one tool. A name that no policy can spell, such as one with a star, is closed, not guessed at.
 * `hide` says that the tool belongs in `hide`; its rules refuse it too, for whoever shows it again.
 */
export function recommendRules(tool: RecommendInput): { hide: boolean; rules: ToolRules } {
  const open = openValues(tool);
  if (open?.length === 0) return { hide: true, rules: { action: 'deny' } };
  const category = open ? mostSevere(open.map((one) => one.category)) : tool.category;
  const treatment = open ? treatmentOfOpen(category) : treatmentFor(category, tool.severity);
  if (treatment === 'hide') return { hide: true, rules: { action: 'deny' } };

  const rules: ToolRules = {};
  if (treatment === 'hold') rules.action = 'require_approval';
  const require = [...operationRule(tool, open), ...boundsOn(tool, category)];
  if (require.length > 0) rules.require = require;
  const financial = open?.filter((one) => one.category === 'Financial').map((one) => one.value) ?? [];
  if (tool.perValue && financial.length > 0) {
    rules.approve_if = [{ conditions: [{ path: argument(tool.perValue.parameter), op: 'in', value: financial }] }];
  }
  const max = treatment === 'hold' ? approvedPerMinute : treatment;
  if (typeof max === 'number') rules.limits = [rateLimit(tool.name, max)];
  return { hide: false, rules };
}

/** The values that stay open are treated by what they do; only those that move money wait, each by its own rule. */
function treatmentOfOpen(category: Category): Treatment {
  return category === 'Financial' ? approvedPerMinute : treatmentFor(category);
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

function rateLimit(name: string, max: number): Limit {
  return { counter: `${name}_rate`, window: 'minute', max, scope: 'grant' };
}

function argument(name: string): string {
  return writePath([{ kind: 'key', key: name }]);
}

function list(words: string[], last: 'and' | 'or'): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
