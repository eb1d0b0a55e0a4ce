import { asName, asWord, asWords } from '@/lib/core/policy/document/as-word';
import { isNameable } from '@/lib/core/policy/document/nameable';
import { writePath } from '@/lib/core/policy/document/path';
import type { DenyRule, Limit, Policy, ToolRules } from '@/lib/core/policy/document/schema';
import { comparable } from '@/lib/core/policy/document/text';
import { boundsOn } from './bounds';
import { effectOf } from './effect';
import { approvedPerMinute, type Category, type Severity, strictest, type Treatment, treatmentFor } from './table';

export type { Category } from './table';

export type RecommendInput = {
  name: string;
  category: Category;
  severity?: Severity;
  inputSchema?: unknown;
  /** Where an argument selects the operation: what each of its values is. */
  perValue?: {
    parameter: string;
    values: { value: string; category: Category }[];
    /** What the tool were without its severe values, as lib/core/risk/operations.ts tells; where unknown, its own severity counts. */
    rest?: { category: Category; severity: Severity }[];
  };
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
  const treatment = open ? treatmentOfOpen(tool, open) : treatmentFor(category, tool.severity);
  if (treatment === 'hide') return { hide: true, rules: { action: 'deny' } };

  const rules: ToolRules = {};
  if (treatment === 'hold') rules.action = 'require_approval';
  const require = [...operationRule(tool, open), ...boundsOn(tool, category)];
  if (require.length > 0) rules.require = require;
  const financial = open?.filter((one) => one.category === 'Financial').map((one) => one.value) ?? [];
  if (tool.perValue && treatment !== 'hold' && financial.length > 0) {
    rules.approve_if = [{ conditions: [{ path: argument(tool.perValue.parameter), op: 'in', value: financial }] }];
  }
  const max = treatment === 'hold' ? approvedPerMinute : treatment;
  if (typeof max === 'number') rules.limits = [rateLimit(tool.name, max)];
  return { hide: false, rules };
}

/**
 * No looser than if the closed values did not exist: they say nothing of what the others do. Of those, the ones that move
 * money wait by a rule of their own.
 */
function treatmentOfOpen({ severity: own, perValue }: RecommendInput, open: PerValue): Treatment {
  const others = open.filter((one) => one.category !== 'Financial');
  const category = mostSevere((others.length > 0 ? others : open).map((one) => one.category));
  const known = perValue?.rest ?? [{ category, severity: own }];
  const judged = [...known.map((one) => treatmentFor(one.category, one.severity)), treatmentFor(category)];
  return strictest(others.length < open.length ? [...judged, approvedPerMinute] : judged);
}

/** The policy on a tool's own page: closed but for this tool, and what the whole document does in plain words. */
export function recommendForTool(tool: RecommendInput): { policy: Policy; effect: string } {
  const policy = recommendForServer([tool]);
  return { policy, effect: effectOf(tool.name, policy) };
}

/** What is no tool is closed as well: nobody has said what the resources and prompts of the server hold. */
const closedClasses = { resources: { default: 'deny' }, prompts: { default: 'deny' } } as const;

/**
 * The policy for a whole server: closed by default, resources and prompts too, every tool named by its rule, destructive
 * ones hidden.
 */
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
  return { ...policy, ...closedClasses };
}

function mostSevere(categories: Category[]): Category {
  return severity.find((one) => categories.includes(one)) ?? 'Other';
}

type PerValue = NonNullable<RecommendInput['perValue']>['values'];

/** The values, as far as a policy can compare them, that may stay open where an argument selects the operation; null where none does. */
function openValues({ perValue }: RecommendInput): PerValue | null {
  if (!perValue?.values.some((one) => one.category === 'Destructive' || one.category === 'Financial')) return null;
  return perValue.values.filter((one) => one.category !== 'Destructive' && comparable(one.value) !== null);
}

/** Names the values that may pass, not those that may not: an absent or unknown operation is refused with the rest. */
function operationRule({ name, perValue }: RecommendInput, open: PerValue | null): DenyRule[] {
  if (!perValue || !open) return [];
  const value = open.map((one) => one.value);
  const closed = perValue.values.map((one) => one.value).filter((one) => !value.includes(one));
  const may = `${asName(name)} may be called ${choiceOf(asWord(perValue.parameter) ?? 'its operation', value)}`;
  const told = asWords(closed, closedTold, 'others');
  const rest = closed.length === 0 ? '' : `; ${list(told, 'and')} ${told.length === 1 ? 'is' : 'are'} closed by policy`;
  return [{ conditions: [{ path: argument(perValue.parameter), op: 'in', value }], on_deny: `${may}${rest}.` }];
}

/** With a name of 256 characters and values of 40, a message stays below its 1,000. */
const openTold = 10;
const closedTold = 5;

function choiceOf(parameter: string, values: readonly string[]): string {
  const told = asWords(values, openTold, null);
  return told.length === values.length
    ? `with ${parameter} ${list(told, 'or')} only`
    : `only with a value of ${parameter} that its policy lists`;
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
