import { nearestName } from './lint-nearest';
import { AnyCondition, ApprovalRule, DenyRule, Limit, Policy, RateLimit, ToolRules } from './schema';

const elements = {
  require: DenyRule,
  deny_if: DenyRule,
  approve_if: ApprovalRule,
  limits: Limit,
  conditions: AnyCondition,
} as const;

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
  return Object.keys(schemaAt(path).shape);
}

function schemaAt(path: readonly PropertyKey[]) {
  if (path.length === 0) return Policy;
  const [first, second] = path.slice(path[0] === 'tools' ? 2 : 1);
  if (first === undefined) return ToolRules;
  if (first === 'rate_limit') return RateLimit;
  const list =
    path.includes('conditions') && second !== undefined && path.at(-2) === 'conditions' ? 'conditions' : first;
  return Object.hasOwn(elements, list) ? elements[list as keyof typeof elements] : ToolRules;
}
