import type { ClassRules, Condition, Limit } from './schema';

const quote = (value: unknown) => JSON.stringify(value);

const words = {
  eq: 'is',
  neq: 'is not',
  lt: 'is less than',
  lte: 'is at most',
  gt: 'is more than',
  gte: 'is at least',
  in: 'is one of',
  not_in: 'is none of',
  regex: 'matches the expression',
  contains: 'contains',
  starts_with: 'starts with',
  ends_with: 'ends with',
  path_within: 'lies within',
  host_in: 'is an http(s) URL whose host is',
} as const;

/** Characters of an operand in a sentence; a list of a thousand hosts helps nobody. */
const OPERAND_MAX = 200;

/** A condition in words: `args.amount is at most 100`. */
export function describeCondition(condition: Condition): string {
  if (condition.op === 'exists') return `${condition.path} is ${condition.value === false ? 'absent' : 'present'}`;
  const { value } = condition;
  const operand = Array.isArray(value) ? anyOf(value.map(quote)) : quote(value);
  const shown = operand.length > OPERAND_MAX ? `${operand.slice(0, OPERAND_MAX)}…` : operand;
  const isOne = condition.op === 'in' && condition.value.length === 1;
  return `${condition.path} ${isOne ? words.eq : words[condition.op]} ${shown}`;
}

/** `"a", "b" or "c"`: a list is satisfied, or ruled out, by any of its elements. */
function anyOf(parts: readonly string[]): string {
  if (parts.length === 0) return 'nothing';
  return parts.length === 1 ? parts.join('') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`;
}

export function describeConditions(conditions: readonly Condition[]): string {
  return conditions.map(describeCondition).join(' and ') || 'always';
}

/** A window in words that follow "a" or "every": `minute`, `90 seconds`. */
function describeWindow(window: Limit['window']): string {
  return typeof window === 'string' ? window : window === 1 ? 'second' : `${window} seconds`;
}

const shared = {
  grant: '',
  session: ' in one session',
  server: ' for all users of this server',
  organisation: ' for the whole organisation',
} as const;

/** A limit in words: `30 calls a minute`, `a total of 500 of args.amount every 90 seconds`. */
export function describeLimit(limit: Limit): string {
  const per = typeof limit.window === 'string' ? `a ${limit.window}` : `every ${describeWindow(limit.window)}`;
  const what = limit.increment_from
    ? `a total of ${limit.max} of ${limit.increment_from}`
    : `${limit.max} ${limit.max === 1 ? 'call' : 'calls'}`;
  const plural = per === 'a hour' ? 'an hour' : per;
  return `${what} ${plural}${shared[limit.scope ?? 'grant']}`;
}

/** What a class of a policy allows, to follow its name: `only "a" and "b" but not "c"`; absent is `all`. */
export function describeClass(rules: ClassRules | undefined): string {
  const [allow, deny] = [named(rules?.allow, 'and'), named(rules?.deny, 'or')];
  if (!rules || rules.default === 'allow') return deny ? `all except ${deny}` : 'all';
  if (!allow) return 'none';
  return deny ? `only ${allow} but not ${deny}` : `only ${allow}`;
}

/** Patterns that a sentence tells; the document has the others. */
const PATTERNS_TOLD = 3;

function named(patterns: readonly string[] = [], last: 'and' | 'or'): string {
  const told = patterns.slice(0, PATTERNS_TOLD).map(quote);
  const more = patterns.length - told.length;
  const parts = more > 0 ? [...told, `${more} more`] : told;
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`;
}
