import type {
  Both,
  CompiledApproval,
  CompiledPolicy,
  CompiledRule,
  CompiledTool,
  Standing,
} from '@/lib/core/policy/compile/compile';
import type { Answer } from '@/lib/core/policy/compile/match';
import { isTooMuch, readSteps } from '@/lib/core/policy/compile/reading';
import { forgetKeys } from '@/lib/core/policy/compile/twin';
import { toolName } from '@/lib/core/policy/document/names';
import { type Reservation, reservations } from '@/lib/core/policy/limits/reservation';

// The one function that says yes or no. Pure: same policy and call, same decision. It may not know who asks, what time
// it is or what was counted: those are the gateway's, which reserves what a decision lists before it forwards a call.

export type Call = {
  tool: string;
  args: Record<string, unknown>;
  /** An approval for exactly this call is presented: nothing holds it any more. */
  approved?: boolean;
};

export type Decision =
  /** `reserve`: all of it must be counted before the call is made, or the call is refused. */
  | { outcome: 'allow'; rule: ''; message: ''; reserve: Reservation[] }
  /** `hidden`: answer as for a tool that does not exist, and log the rule. */
  | { outcome: 'deny'; rule: string; message: string; hidden: boolean }
  /** Nothing is counted yet. Once an approval is presented, the call is decided again with `approved`. */
  | { outcome: 'hold'; rule: string; message: string; expiresInSeconds: number };

/** Invented names must not fill the memory; more tools or longer names than this only lose speed. */
const SEEN_MAX = 4_096;
const SEEN_NAME_MAX = 128;

/** Characters times steps of expressions that are spent on one call: a second at the very worst. */
const WORK_MAX = 50_000_000;

const tooLong: Decision = deny(
  '(too long)',
  'The arguments of this call are too long for the regular expressions of the policy. Send less text at once.',
  false,
);
const tooMuch: Decision = deny(
  '(too long)',
  'The arguments of this call are too long for all the conditions of the policy. Send less at once.',
  false,
);
const noPolicy: Decision = deny('(no policy)', 'This grant has no policy, so every call is refused.', false);
/** For the log and the builder: the agent itself is only told that there is no such tool. */
const unseen = {
  '(hidden)': 'The policy hides this tool: it is answered like one that does not exist.',
  '(default deny)':
    'The policy does not name this tool and denies by default: it is answered like one that does not exist.',
};

/**
 * Decides a call. `null` is a grant without policy. Never throws; linear in the size of the arguments. The first refusal
 * in the fixed order wins; limits are returned as `reserve`, all of which must be granted or the call is refused.
 * Each step names the case that fails when the step is broken.
 */
export function decide(policy: CompiledPolicy | null, call: Call): Decision {
  // 1: a grant without policy refuses every call
  if (policy === null) return noPolicy;
  // 2 and 3: in findStanding
  const standing = standingOf(policy, call.tool);
  if (typeof standing === 'string') return deny(standing, unseen[standing], true);
  const rules = standing.compiled();
  // 4: action deny is said before a require that fails
  if (rules.refused) return deny(rules.refused.pointer, rules.refused.message, false);
  forgetKeys();

  // Expressions are linear, but a long text times a large expression would keep every other call waiting
  if (matchingSteps(rules, call.args) > WORK_MAX) return tooLong;
  // A condition is linear as well, and a long list times a thousand of them is not soon over
  if (isTooMuch(rules.conditions, rules.readers, call.args)) return tooMuch;

  // 5: require is asked before deny_if; a type that cannot be compared refuses in require
  const unmet = firstRule(rules.require, (rule) => conjunction(rule, call.args) !== 'true');
  if (unmet) return deny(unmet.pointer, unmet.message, false);
  // 6: deny_if is asked before approve_if; a type that cannot be compared refuses in deny_if
  const prohibited = firstRule(rules.denyIf, (rule) => conjunction(rule, call.args) !== 'false');
  if (prohibited) return deny(prohibited.pointer, prohibited.message, false);
  // 7: a call whose amount cannot be read is held first and refused once approved; a type that cannot be compared holds in approve_if
  const held = call.approved ? null : holdOf(rules, call.args);
  if (held) {
    const { pointer, message, expiresInSeconds } = held;
    return { outcome: 'hold', rule: pointer, message, expiresInSeconds };
  }
  // 8: increment_from refuses an absent amount; a limit admits its maximum and not one more
  const reserve = reservations(rules.limits, call.args);
  if (!Array.isArray(reserve)) return deny(reserve.rule, reserve.message, false);
  // 9: an empty entry allows the tool
  return { outcome: 'allow', rule: '', message: '', reserve };
}

/**
 * Compiles what deciding a call of this tool needs, of its expressions as many as take at most `stepsMax` steps. False: some
 * are left, or the tool or the policy is too large to be compiled here at all. `decide` compiles the rest, however long that
 * takes.
 */
export function compileFor(policy: CompiledPolicy, tool: string, stepsMax: number): boolean {
  const standing = standingOf(policy, tool);
  if (typeof standing === 'string') return true;
  if (standing.isLarge) return false;
  const { refused, expressions } = standing.compiled();
  if (refused) return true;
  const [shared, own] = expressions;
  if (!policy.isCostly) own.compileSome(shared.compileSome(stepsMax));
  return shared.areCompiled && own.areCompiled;
}

/**
 * Steps that deciding this call may take at the worst, known before any condition is judged: 50 million are a second.
 * The caller may decide elsewhere what would keep others waiting. Compiles what `compileFor` left; otherwise linear in the
 * size of the arguments.
 */
export function stepsOf(policy: CompiledPolicy, call: Call): number {
  const standing = standingOf(policy, call.tool);
  if (typeof standing === 'string') return 0;
  const rules = standing.compiled();
  if (rules.refused) return 0;
  return matchingSteps(rules, call.args) + readSteps(rules.conditions, rules.readers, call.args);
}

/** Characters times what one may cost in all expressions of the tool together. */
function matchingSteps({ expressions: [shared, own] }: CompiledTool, args: Record<string, unknown>): number {
  const work = shared.work + own.work;
  return work > 0 ? work * textLength(args) : 0;
}

function textLength(args: Record<string, unknown>): number {
  let length = 0;
  const open: unknown[] = [args];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string') length += value.length;
    else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) open.push(part);
  }
  return length;
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
  // A tool name of a megabyte is no tool, whatever the policy allows
  if (name === null) return '(default deny)';
  // 2: hiding wins over an entry that allows
  if (policy.isHidden(name)) return '(hidden)';
  // 3: default deny refuses a tool that nothing names; default allow lets a tool pass that nothing names
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

function holdOf(tool: CompiledTool, args: Record<string, unknown>): CompiledApproval | undefined {
  return tool.held ?? firstRule(tool.approveIf, (rule) => conjunction(rule, args) !== 'false');
}

/** The first rule that decides, those of `all_tools` before the tool's own. */
function firstRule<T>([shared, own]: Both<T>, decides: (rule: T) => boolean): T | undefined {
  return shared.find(decides) ?? own.find(decides);
}

function deny(rule: string, message: string, hidden: boolean): Decision {
  return { outcome: 'deny', rule, message, hidden };
}
