import { nearestName } from '@/lib/core/policy/lint/nearest';
import { AnyCondition, ApprovalRule, DenyRule, Limit, Policy, RateLimit, ResourceRules, ToolRules } from './schema';

const elements = new Map([
  ['require', Object.keys(DenyRule.shape)],
  ['deny_if', Object.keys(DenyRule.shape)],
  ['approve_if', Object.keys(ApprovalRule.shape)],
  ['limits', Object.keys(Limit.shape)],
  ['conditions', Object.keys(AnyCondition.shape)],
]);

/** A known key that an unknown one was meant for, and that is not there yet; null when none is near. */
export function keyMeant(path: readonly PropertyKey[], key: string, taken: object): string | null {
  const known = keysAt(path).filter((one) => !Object.hasOwn(taken, one));
  const bare = bareOf(key);
  return (
    known.find((one) => bareOf(one) === bare) ??
    nearestName(key, known) ??
    known.find((one) => one.length > 2 && (key.startsWith(one) || (key.length > 2 && one.startsWith(key)))) ??
    (/^operat(or|ion)$/i.test(key) && known.includes('op') ? 'op' : null)
  );
}

/** `allTools`, `all-tools` and `all_tools` alike. */
function bareOf(key: string): string {
  return key.toLowerCase().replace(/[-_ ]/g, '');
}

function keysAt(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return Object.keys(Policy.shape);
  if (path[0] === 'resources' || path[0] === 'prompts') return Object.keys(ResourceRules.shape);
  const rules = path.slice(path[0] === 'tools' ? 2 : 1);
  if (rules.length === 1 && rules[0] === 'rate_limit') return Object.keys(RateLimit.shape);
  // An element of a list: its list is named before its number.
  return elements.get(String(rules.at(-2))) ?? Object.keys(ToolRules.shape);
}
