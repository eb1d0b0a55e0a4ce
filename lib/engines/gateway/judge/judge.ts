import { code } from '@/lib/core/mcp/errors';
import type { Request } from '@/lib/core/mcp/message';
import { isKnownNotification, isKnownRequest } from '@/lib/core/mcp/methods';
import { paramOfLaterVersion } from '@/lib/core/mcp/params';
import type { Decision } from '@/lib/core/policy/decide/decide';
import type { SessionStore } from '@/lib/engines/gateway/auth/session-store';
import {
  type Answer,
  denied,
  headersDiffer,
  methodNotFound,
  protocolRefusal,
  toolRefusal,
  unknownTool,
} from '@/lib/engines/gateway/errors';
import { allowed, type Exchange, idOf } from '@/lib/engines/gateway/exchange';
import { targetOfTool, unreviewed } from '@/lib/engines/gateway/route/route';
import { judgeClasses } from './judge-classes';

/** `hold`: nothing is refused yet, but a person has to agree first. */
export type Judgement = Answer | { hold: Extract<Decision, { outcome: 'hold' }> } | null;

const accepted: Answer = { status: 202, body: '', verdict: allowed };
const NOT_LET_THROUGH = 'This method is not let through.';

/** Judges every message, not only tool calls. Null: forward it. */
export function judge(exchange: Exchange, sessions: SessionStore): Judgement | Promise<Judgement> {
  const { message } = exchange;
  // GET and DELETE carry no message; the session they name was found to be the grant's.
  if (!message) return null;
  if (message.kind === 'request') return judgeRequest(exchange, message);
  if (message.kind === 'response') return judgeResponse(exchange, sessions);
  // Over HTTP a modern client cancels by closing the stream, so its notifications have nobody to go to.
  if (exchange.era === 'modern') return accepted;
  if (!isKnownNotification(message.method)) return methodNotFound(exchange, NOT_LET_THROUGH);
  return exchange.wrongParam === null ? null : wrongParams(exchange, 400, exchange.wrongParam);
}

function judgeRequest(exchange: Exchange, request: Request): Judgement {
  const { method } = request;
  if (!isKnownRequest(exchange.era, method)) return methodNotFound(exchange, NOT_LET_THROUGH);
  const wrong = exchange.wrongParam ?? laterParam(exchange, request);
  if (wrong !== null) return wrongParams(exchange, 200, wrong);
  return method === 'tools/call' ? judgeCall(exchange, false) : judgeClasses(exchange, request);
}

/** In the modern era there is one revision. */
function laterParam({ era, head }: Exchange, request: Request): string | null {
  return era === 'modern' ? null : paramOfLaterVersion(request, head['mcp-protocol-version']);
}

function wrongParams(exchange: Exchange, status: number, wrong: string): Answer {
  const message = `Invalid params: ${wrong}`;
  return protocolRefusal({
    status,
    id: idOf(exchange),
    code: code.invalidParams,
    rule: '(invalid request)',
    message,
  });
}

/** Judges a held call again once a person has agreed: what is left to refuse is an amount that a limit cannot read. */
export function judgeApproved(exchange: Exchange): Answer | null {
  const judgement = judgeCall(exchange, true);
  if (judgement && 'hold' in judgement) throw new Error('A call that was approved cannot be held.');
  return judgement;
}

/** A client may only answer what the server asked on the same session, and only once. */
function judgeResponse(exchange: Exchange, sessions: SessionStore): Answer | null | Promise<Answer | null> {
  const { session } = exchange;
  const asked = session && sessions.takeAsked(session, idOf(exchange));
  return asked instanceof Promise ? asked.then((late) => judgeAnswer(exchange, late)) : judgeAnswer(exchange, asked);
}

function judgeAnswer(exchange: Exchange, asked: string | null): Answer | null {
  exchange.answered = asked;
  if (asked !== null) return null;
  const message = 'Bad Request: nothing was asked under this id';
  return protocolRefusal({ status: 400, id: null, code: code.invalidRequest, rule: '(unasked answer)', message });
}

function judgeCall(exchange: Exchange, approved: boolean): Judgement {
  const { call } = exchange;
  if (!call || !exchange.endpoint) return methodNotFound(exchange, NOT_LET_THROUGH);
  // The same message may be one of a retry: `inputResponses` and `requestState` change nothing here.
  if (!targetOfTool(exchange.endpoint, call.tool)) return unreviewed(exchange, call.tool);
  const decision = approved ? (call.onceApproved ?? call.decision) : call.decision;
  if (decision.outcome === 'deny') return refusal(exchange, decision, call.tool);
  // After the refusals of the policy: whether a hidden tool repeats an argument is not to be found out.
  if (exchange.era === 'modern' && call.headerMismatch) return headersDiffer(exchange, call.headerMismatch);
  if (decision.outcome === 'allow') {
    exchange.reserve = decision.reserve;
    return null;
  }
  return { hold: decision };
}

function refusal(exchange: Exchange, decision: Extract<Decision, { outcome: 'deny' }>, tool: string): Answer {
  const { rule, message, hidden } = decision;
  return hidden ? unknownTool(exchange, tool, { rule, message }) : toolRefusal(exchange, denied(rule, message));
}
