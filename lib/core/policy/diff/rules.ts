import { windowMs } from '@/lib/core/policy/compile/limits';
import { describeConditions, describeLimit } from '@/lib/core/policy/document/describe';
import type { Condition, Limit, ToolRules } from '@/lib/core/policy/document/schema';
import type { Sentence } from './diff';
import { jsonKey, sameJson } from './structure';

/** What changed in the rules of one tool that is open before and after. */
export function compareRules(tool: string, before: ToolRules, after: ToolRules): Sentence[] {
  return [
    ...compareActions(tool, before, after),
    ...compareLists(tool, before.require ?? [], after.require ?? [], {
      added: (when) => ['narrower', `${tool} must now satisfy: ${when}.`],
      removed: (when) => ['wider', `${tool} need no longer satisfy: ${when}.`],
    }),
    ...compareLists(tool, before.deny_if ?? [], after.deny_if ?? [], {
      added: (when) => ['narrower', `${tool} is now refused when ${when}.`],
      removed: (when) => ['wider', `${tool} is no longer refused when ${when}.`],
    }),
    ...compareLists(tool, before.approve_if ?? [], after.approve_if ?? [], {
      added: (when) => ['narrower', `${tool} now needs approval when ${when}.`],
      removed: (when) => ['wider', `${tool} no longer needs approval when ${when}.`],
    }),
    ...compareLimits(tool, limitsOf(before), limitsOf(after)),
  ];
}

function compareActions(tool: string, before: ToolRules, after: ToolRules): Sentence[] {
  const [old, fresh] = [before.action ?? 'allow', after.action ?? 'allow'];
  if (old === fresh) {
    return before.reason === after.reason ? [] : [{ kind: 'changed', text: `${tool} gives another reason.` }];
  }
  return [actionChange(tool, before, after)];
}

function actionChange(tool: string, before: ToolRules, after: ToolRules): Sentence {
  if (before.action === 'deny') {
    const now = after.action === 'require_approval' ? 'every call waits for approval' : `it is allowed${within(after)}`;
    return { kind: 'wider', text: `${tool} was refused on every call; now ${now}.` };
  }
  const held = before.action === 'require_approval';
  if (after.action === 'deny') {
    const past = held ? 'every call waited for approval' : `it was allowed${within(before)}`;
    return { kind: 'narrower', text: `${tool} is now refused on every call; before, ${past}.` };
  }
  if (!held) {
    return {
      kind: 'narrower',
      text: `${tool} now waits for approval on every call; before, it needed none of its own.`,
    };
  }
  const now = after.approve_if?.length ? 'needs approval only when its rules say so' : 'needs no approval of its own';
  return { kind: 'wider', text: `${tool} now ${now}; before, every call waited for approval.` };
}

/** Follows "allowed": empty where the tool has no rules to keep to. */
export function within({ require, deny_if, approve_if, limits, rate_limit }: ToolRules): string {
  const ruled = rate_limit !== undefined || [require, deny_if, approve_if, limits].some((list) => list?.length);
  return ruled ? ', within its rules' : '';
}

type Rule = { conditions: Condition[] };
type Wording = Record<'added' | 'removed', (when: string) => [Sentence['kind'], string]>;

/** Rules are matched by their conditions; the same conditions with another message or time are only `changed`. */
function compareLists(tool: string, before: Rule[], after: Rule[], wording: Wording): Sentence[] {
  const left = new Set(before);
  const alike = new Map<string, Rule[]>();
  // The last first, so that the first is what a list gives up.
  for (const rule of before.toReversed()) {
    const key = jsonKey(rule.conditions);
    const rules = alike.get(key);
    if (rules) rules.push(rule);
    else alike.set(key, [rule]);
  }
  const sentences: Sentence[] = [];
  for (const rule of after) {
    const old = alike.get(jsonKey(rule.conditions))?.pop();
    const when = describeConditions(rule.conditions);
    if (!old) sentences.push(say(wording.added(when)));
    else if (!sameJson(old, rule))
      sentences.push({ kind: 'changed', text: `${tool} says or waits otherwise when ${when}.` });
    if (old) left.delete(old);
  }
  return [...sentences, ...[...left].map((rule) => say(wording.removed(describeConditions(rule.conditions))))];
}

function say([kind, text]: [Sentence['kind'], string]): Sentence {
  return { kind, text };
}

function limitsOf({ limits = [], rate_limit }: ToolRules): Limit[] {
  if (!rate_limit) return limits;
  return [...limits, { counter: '(rate_limit)', ...rate_limit, scope: 'session' }];
}

function compareLimits(tool: string, before: Limit[], after: Limit[]): Sentence[] {
  const left = [...before];
  const pairs: Limit[] = [];
  // Those that count the same thing first: paired with another of its counter, a limit that rose would be told as neither.
  for (const alike of [countsAlike, sharesCounter]) {
    for (const [at, limit] of after.entries()) {
      const found = pairs[at] ? -1 : left.findIndex((other) => alike(other, limit));
      if (found !== -1) pairs[at] = left.splice(found, 1)[0] ?? limit;
    }
  }
  const sentences = after.flatMap((limit, at): Sentence[] => {
    const old = pairs[at];
    if (!old) return [{ kind: 'narrower', text: `${tool} is now limited to ${describeLimit(limit)}.` }];
    return sameJson(old, limit) ? [] : [compareLimit(tool, old, limit)];
  });
  const removed = left.map((limit): Sentence => {
    return { kind: 'wider', text: `${tool} is no longer limited to ${describeLimit(limit)}.` };
  });
  return [...sentences, ...removed];
}

function compareLimit(tool: string, old: Limit, limit: Limit): Sentence {
  const text = `${tool} is limited to ${describeLimit(limit)}; before, to ${describeLimit(old)}.`;
  const window = windowMs(limit.window) - windowMs(old.window);
  const max = limit.max - old.max;
  const counts = limit.increment_from === old.increment_from;
  if (counts && max >= 0 && window <= 0 && (max > 0 || window < 0)) return { kind: 'wider', text };
  if (counts && max <= 0 && window >= 0 && (max < 0 || window > 0)) return { kind: 'narrower', text };
  return { kind: 'changed', text };
}

function sharesCounter(one: Limit, other: Limit): boolean {
  return one.counter === other.counter && scopeOf(one) === scopeOf(other);
}

function countsAlike(one: Limit, other: Limit): boolean {
  const sameAmount = one.increment_from === other.increment_from;
  return sharesCounter(one, other) && sameAmount && windowMs(one.window) === windowMs(other.window);
}

function scopeOf(limit: Limit): string {
  return limit.scope ?? 'grant';
}
