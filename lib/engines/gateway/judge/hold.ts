import { log } from '@/lib/base/log';
import type { Decision } from '@/lib/core/policy/decide/decide';
import { type Answer, denied, toolRefusal } from '@/lib/engines/gateway/errors';
import type { Exchange } from '@/lib/engines/gateway/exchange';
import { unavailable } from '@/lib/engines/gateway/http/refusals';
import type { ApprovalEntry, ApprovalStore, NewApproval } from '@/lib/engines/gateway/ports';

type Hold = Extract<Decision, { outcome: 'hold' }>;

/**
 * Holds a call until a person approves exactly it: same grant, tool, params (but `_meta`) and policy version. An approval
 * lets one repeat through. Null: this repeat is the one.
 */
export async function holdCall(exchange: Exchange, hold: Hold, approvals: ApprovalStore): Promise<Answer | null> {
  try {
    return await askFor(exchange, hold, approvals);
  } catch (error) {
    log.warn({ error }, 'An approval could not be looked up; its call was refused.');
    return unavailable(exchange, 'Approvals cannot be looked up now, so this call was not made. Try again later.');
  }
}

async function askFor(exchange: Exchange, hold: Hold, approvals: ApprovalStore): Promise<Answer | null> {
  const held = heldCallOf(exchange, hold);
  if (!held) return refuse(exchange, hold.rule, 'The arguments of this call are too long for a person to approve.');
  const entry = (await approvals.find(held)) ?? (await approvals.create(held));
  if (!entry) return refuse(exchange, hold.rule, 'Too many calls of this grant are waiting for approval.');
  if (entry.state === 'rejected') return refuse(exchange, hold.rule, rejection(entry));
  if (entry.state === 'approved' && (await approvals.consume(entry.id))) {
    exchange.undo.push(() => approvals.giveBack(entry.id));
    exchange.verdict = { outcome: 'allow', rule: hold.rule, message: `Approved as ${entry.id}.` };
    return null;
  }
  return wait(exchange, hold, entry);
}

function heldCallOf(exchange: Exchange, hold: Hold): NewApproval | null {
  const { caller, target, call } = exchange;
  if (!caller?.policy || !target || !call || call.canonicalArguments === null || call.paramsDigest === null)
    return null;
  return {
    organisationId: caller.organisationId,
    serverId: target.id,
    grantId: caller.id,
    policyVersionId: caller.policy.versionId,
    tool: call.tool,
    argumentsDigest: call.paramsDigest,
    canonicalArguments: call.canonicalArguments,
    rule: hold.rule,
    message: hold.message,
    expiresInSeconds: hold.expiresInSeconds,
  };
}

/** An error, not a result: a model must not take a call that was not made for one that succeeded. */
function wait(exchange: Exchange, hold: Hold, entry: ApprovalEntry): Answer {
  const repeat = 'Nothing was called. Repeat this exact call after it is approved.';
  const message = `${hold.message} Approval ${entry.id}. ${repeat}`;
  return toolRefusal(exchange, { outcome: 'hold', rule: hold.rule, message });
}

function refuse(exchange: Exchange, rule: string, message: string): Answer {
  return toolRefusal(exchange, denied(rule, message));
}

function rejection({ reason }: ApprovalEntry): string {
  return reason ? `A person rejected this call: ${reason}` : 'A person rejected this call.';
}
