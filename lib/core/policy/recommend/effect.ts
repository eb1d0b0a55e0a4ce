import { asName } from '@/lib/core/policy/document/as-word';
import { describeConditions } from '@/lib/core/policy/document/describe';
import type { Limit, Policy, ToolRules } from '@/lib/core/policy/document/schema';

const closed = 'Resources and prompts are closed. Every tool that this policy does not name stays closed.';

/** What a policy from `recommendForTool` does, whole and true: each sentence is checked by running the evaluator. */
export function effectOf(name: string, policy: Policy): string {
  if (policy.hide) return `Agents do not see ${asName(name)}, and every call to it is refused. ${closed}`;
  const rules = policy.tools && Object.hasOwn(policy.tools, name) ? policy.tools[name] : undefined;
  if (!rules) return `No policy can spell the name ${JSON.stringify(name)}, so it stays closed. ${closed}`;
  const sentences = rules.action === 'require_approval' ? held(name, rules) : allowed(name, rules);
  return [...sentences, ...placeholders(rules), closed].join(' ');
}

function allowed(name: string, rules: ToolRules): string[] {
  const when = requirements(rules);
  const rate = rules.limits?.[0] ? `at most ${timesOf(rules.limits[0])}` : '';
  const may = `Agents may call ${asName(name)}${when && ` only when ${when}`}`;
  const waits = (rules.approve_if ?? []).map(
    ({ conditions }) => `When ${describeConditions(conditions)}, the call waits until a person approves it.`,
  );
  return [rate ? `${may}, ${when && 'and '}${rate}.` : `${may}.`, ...waits];
}

function held(name: string, rules: ToolRules): string[] {
  const when = requirements(rules);
  const [limit] = rules.limits ?? [];
  return [
    `Each call to ${asName(name)} waits until a person approves it.`,
    ...(when ? [`It is refused without waiting unless ${when}.`] : []),
    ...(limit
      ? [`Of the approved calls, at most ${limit.max} in any ${String(limit.window)} per grant go through.`]
      : []),
  ];
}

function requirements({ require = [] }: ToolRules): string {
  return require.map((rule) => describeConditions(rule.conditions)).join(' and ');
}

function timesOf({ max, window }: Limit): string {
  return `${max} times in any ${String(window)} per grant`;
}

const stands = { host_in: 'hosts', path_within: 'folders', lte: 'amount' } as const;

/** What the recommendation cannot know, and says only as an example. */
function placeholders({ require = [] }: ToolRules): string[] {
  const found = new Map<string, string>();
  for (const { op, value } of require.flatMap((rule) => rule.conditions)) {
    if (op === 'host_in' || op === 'path_within' || op === 'lte') found.set(stands[op], String(value));
  }
  if (found.size === 0) return [];
  const and = (parts: Iterable<string>) => [...parts].join(' and ');
  return [`Put your own ${and(found.keys())} in place of ${and(found.values())} before you publish it.`];
}
