import { code, errorText, resultText } from '@/lib/core/mcp/errors';
import type { HeaderMismatch } from '@/lib/core/mcp/headers';
import type { Id } from '@/lib/core/mcp/message';
import type { Content } from '@/lib/engines/gateway/stream/answer-reader';
import type { Exchange, Verdict } from './exchange';
import { idOf } from './exchange';

/**
 * A whole answer of the gateway's own. Whoever makes one says the verdict that it carries out, so that nothing is answered
 * and logged as something else. `headers`: name and value in turn. `failure`: what failed after the call was allowed.
 */
export type Answer = {
  status: number;
  body: Content;
  headers?: readonly string[];
  verdict: Verdict;
  failure?: string;
  /** The session is over: the server no longer knows it. */
  endsSession?: true;
};

/**
 * JSON-RPC codes of the gateway's own, outside the ranges that JSON-RPC and MCP reserve. A request is answered with 200:
 * clients show code and message of such an error, and throw a bare transport error on any other status.
 */
export const gatewayCode = {
  unreachable: 1001,
  credentialRefused: 1002,
  timeout: 1003,
  brokenAnswer: 1004,
  overloaded: 1005,
  unavailable: 1006,
  unauthorised: 1007,
  mayNotAsk: 1008,
} as const;

type Refusal = { rule: string; message: string };

const HTTP_CODES: Readonly<Record<number, number>> = {
  401: gatewayCode.unauthorised,
  429: gatewayCode.overloaded,
  500: gatewayCode.unavailable,
  503: gatewayCode.overloaded,
};

type HttpRefusal = Refusal & { status: number; headers?: readonly string[]; id?: Id | null };

/** Refuses the HTTP request itself; `id` is absent or null where no message was read. */
export function httpRefusal({ status, rule, message, headers = [], id = null }: HttpRefusal): Answer {
  const errorCode = HTTP_CODES[status] ?? code.invalidRequest;
  return { status, headers, body: errorText(id, errorCode, message), verdict: denied(rule, message) };
}

type ProtocolRefusal = Refusal & { status: number; id: Id | null; code: number; data?: object };

/** Refuses a message that breaks a rule of JSON-RPC or MCP, with a code of theirs. */
export function protocolRefusal({ status, id, code: errorCode, rule, message, data }: ProtocolRefusal): Answer {
  return { status, body: errorText(id, errorCode, message, data), verdict: denied(rule, message) };
}

/** Refuses a request whose headers repeat something else than its body says. */
export function headersDiffer(exchange: Exchange, mismatch: HeaderMismatch): Answer {
  return protocolRefusal({
    status: 400,
    id: idOf(exchange),
    code: code.headerMismatch,
    rule: '(header mismatch)',
    message: `Bad Request: the request headers and body disagree: ${mismatch.body}`,
    data: { mismatch },
  });
}

type GatewayRefusal = Refusal & { code: number; status?: number; data?: object };

/** Refuses with a code of ours, before anything reached the server. Requests get 200, what carries no id gets `status`. */
export function gatewayRefusal(
  exchange: Exchange,
  { code: errorCode, rule, message, ...rest }: GatewayRefusal,
): Answer {
  return { ...ownError(exchange, errorCode, message, rest), verdict: denied(rule, message) };
}

type ServerFailure = { code: number; failure: string; message: string; status?: number; data?: object };

/** Says that an allowed exchange failed on the server's side; the outcome stays what it was. */
export function serverFailure(
  exchange: Exchange,
  { code: errorCode, failure, message, ...rest }: ServerFailure,
): Answer {
  return { ...ownError(exchange, errorCode, message, rest), verdict: afterwards(exchange.verdict, message), failure };
}

/** The verdict of an exchange that failed after it was allowed, with the sentence that the agent gets. */
export function afterwards(verdict: Verdict, message: string): Verdict {
  return verdict.outcome === 'allow' ? { ...verdict, message } : verdict;
}

function ownError(
  exchange: Exchange,
  errorCode: number,
  message: string,
  { status = 502, data }: { status?: number; data?: object },
): { status: number; body: string } {
  const body = errorText(idOf(exchange), errorCode, message, { requestId: exchange.id, ...data });
  return { status: exchange.message?.kind === 'request' ? 200 : status, body };
}

export function sessionNotFound(exchange: Exchange): Answer {
  return httpRefusal({ status: 404, rule: '(unknown session)', message: 'Session not found', id: idOf(exchange) });
}

/** As every server answers a method it does not have. */
export function methodNotFound(exchange: Exchange, message: string): Answer {
  const status = exchange.era === 'modern' || exchange.message?.kind !== 'request' ? 404 : 200;
  const body = errorText(idOf(exchange), code.methodNotFound, 'Method not found');
  return { status, body, verdict: denied('(unknown method)', message) };
}

/** As for a tool that does not exist: hidden, pending and invented names cannot be told apart. */
export function unknownTool(exchange: Exchange, tool: string, { rule, message }: Refusal): Answer {
  const body = errorText(idOf(exchange), code.invalidParams, `Unknown tool: ${tool}`);
  return { status: 200, body, verdict: denied(rule, message) };
}

/** A refusal that the model can read and learn from. */
export function toolRefusal(exchange: Exchange, verdict: Verdict): Answer {
  const label = verdict.outcome === 'hold' ? '[APPROVAL PENDING]' : '[POLICY DENIED]';
  const decision = {
    outcome: verdict.outcome,
    rule: verdict.rule,
    policyVersion: exchange.caller?.policy?.number ?? null,
    requestId: exchange.id,
    retryAfterMs: verdict.retryAfterMs,
  };
  const result = {
    resultType: exchange.era === 'modern' ? 'complete' : undefined,
    content: [{ type: 'text', text: `${label} ${verdict.message}` }],
    isError: true,
    _meta: { 'policylayer/decision': decision },
  };
  return { status: 200, body: resultText(idOf(exchange), result), verdict };
}

export function denied(rule: string, message: string): Verdict {
  return { outcome: 'deny', rule, message };
}
