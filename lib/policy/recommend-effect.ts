import { describeConditions } from './describe';
import type { Policy } from './schema';

const closed = 'Every tool that this policy does not name stays closed.';

/** What a policy from `recommendForTool` does, whole and true: each clause is checked by running the evaluator. */
export function effectOf(name: string, policy: Policy): string {
  if (policy.hide) return `Agents do not see ${name}, and every call of it is refused. ${closed}`;
  const rules = policy.tools && Object.hasOwn(policy.tools, name) ? policy.tools[name] : undefined;
  if (!rules) return `No policy can spell the name ${JSON.stringify(name)}, so it stays closed. ${closed}`;

  const held = rules.action === 'require_approval';
  const clauses = [held ? `Each call of ${name} waits until a person approves it` : `Agents may call ${name}`];
  for (const rule of rules.require ?? []) clauses.push(`only when ${describeConditions(rule.conditions)}`);
  for (const rule of rules.approve_if ?? []) {
    clauses.push(`with a person's approval first when ${describeConditions(rule.conditions)}`);
  }
  const [limit] = rules.limits ?? [];
  if (limit) clauses.push(`at most ${limit.max} times in any ${String(limit.window)} per grant`);
  return `${clauses.join(', ')}. ${closed}`;
}
