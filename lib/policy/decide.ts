import type { CompiledPolicy, CompiledRule, Standing } from './compile';
import type { Answer } from './match';
import { toolName } from './names';
import { type Reservation, reservations } from './reservation';

// The one function that says yes or no. Pure: same policy and call, same decision. It may not know who asks, what time
// it is or what was counted: those are the gateway's, which reserves what a decision lists before it forwards a call.

export type Call = { tool: string; args: Record<string, unknown> };

export type Decision =
  | { outcome: 'allow'; rule: ''; message: ''; reserve: Reservation[] }
  /** `hidden`: answer as for a tool that does not exist, and log the rule. */
  | { outcome: 'deny'; rule: string; message: string; hidden: boolean }
  /** `reserve`: what to count once an approval for exactly this call is presented. */
  | { outcome: 'hold'; rule: string; message: string; expiresInSeconds: number; reserve: Reservation[] };

/** Invented names must not fill the memory; more tools or longer names than this only lose speed. */
const SEEN_MAX = 20_000;
const SEEN_NAME_MAX = 128;

const noPolicy: Decision = deny('(no policy)', 'This grant has no policy, so every call is refused.', false);
const noTool = 'This tool does not exist.';

/**
 * Decides a call. `null` is a grant without policy. Never throws; linear in the size of the arguments. The first refusal
 * in the fixed order wins; limits are returned as `reserve`, all of which must be granted or the call is refused.
 */
export function decide(policy: CompiledPolicy | null, call: Call): Decision {
  if (policy === null) return noPolicy;
  const standing = standingOf(policy, call.tool);
  if (typeof standing === 'string') return deny(standing, noTool, true);
  if (standing.refused) return deny(standing.refused.pointer, standing.refused.message, false);

  for (const rule of standing.require) {
    if (conjunction(rule, call.args) !== 'true') return deny(rule.pointer, rule.message, false);
  }
  for (const rule of standing.denyIf) {
    if (conjunction(rule, call.args) !== 'false') return deny(rule.pointer, rule.message, false);
  }
  const held = standing.approveIf.find((rule) => conjunction(rule, call.args) !== 'false');
  const reserve = reservations(standing.limits, call.args);
  if (!Array.isArray(reserve)) return deny(reserve.rule, reserve.message, false);
  if (!held) return { outcome: 'allow', rule: '', message: '', reserve };
  const { pointer, message, expiresInSeconds } = held;
  return { outcome: 'hold', rule: pointer, message, expiresInSeconds, reserve };
}

/** Whether `tools/list` shows this tool: exactly when a call would not be answered as an unknown tool. */
export function isListed(policy: CompiledPolicy | null, tool: string): boolean {
  return policy !== null && typeof standingOf(policy, tool) !== 'string';
}

/** What the policy says of a tool before its arguments are read; remembered per name. */
export function standingOf(policy: CompiledPolicy, tool: string): Standing {
  const seen = policy.seen.get(tool);
  if (seen !== undefined) return seen;
  const found = findStanding(policy, tool);
  if (tool.length > SEEN_NAME_MAX) return found;
  if (policy.seen.size >= SEEN_MAX) policy.seen.clear();
  policy.seen.set(tool, found);
  return found;
}

function findStanding(policy: CompiledPolicy, tool: string): Standing {
  const name = toolName(tool);
  if (name === null) return '(default deny)';
  if (policy.isHidden(name)) return '(hidden)';
  return policy.tools(name)?.value ?? policy.unnamed ?? '(default deny)';
}

/**
 * Whether all conditions hold. False wins over unclear: a rule with one false condition cannot apply whatever the
 * unclear one would be. So the order of conditions never matters. No conditions: true.
 */
export function conjunction(rule: Pick<CompiledRule, 'conditions'>, args: Record<string, unknown>): Answer {
  let unclear = false;
  for (const condition of rule.conditions) {
    const answer = condition.judge(args);
    if (answer === 'false' || answer === 'absent') return 'false';
    if (answer === 'unclear') unclear = true;
  }
  return unclear ? 'unclear' : 'true';
}

function deny(rule: string, message: string, hidden: boolean): Decision {
  return { outcome: 'deny', rule, message, hidden };
}
