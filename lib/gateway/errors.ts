import { code, errorText, resultText } from '@/lib/mcp/errors';
import type { Id } from '@/lib/mcp/message';
import type { Exchange } from './exchange';
import { idOf } from './exchange';

/** A whole answer of the gateway's own. `headers`: name and value in turn. */
export type Answer = { status: number; body: string; headers?: readonly string[] };

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
} as const;

/** An answer about the HTTP request itself; `id` null where no message was read. */
export function httpRefusal(
  status: number,
  message: string,
  headers: readonly string[] = [],
  id: Id | null = null,
): Answer {
  return {
    status,
    headers,
    body: errorText(id, status === 401 ? gatewayCode.unauthorised : code.invalidRequest, message),
  };
}

/** A JSON-RPC error of ours. Requests get 200, what carries no id gets `status`. */
export function gatewayError(
  exchange: Exchange,
  errorCode: number,
  message: string,
  status = 502,
  data?: object,
): Answer {
  const id = idOf(exchange);
  const body = errorText(id, errorCode, message, { requestId: exchange.id, ...data });
  return { status: exchange.message?.kind === 'request' ? 200 : status, body };
}

export function sessionNotFound(exchange: Exchange): Answer {
  return httpRefusal(404, 'Session not found', [], idOf(exchange));
}

/** As every server answers a method it does not have. */
export function methodNotFound(exchange: Exchange): Answer {
  const status = exchange.era === 'modern' || exchange.message?.kind !== 'request' ? 404 : 200;
  return { status, body: errorText(idOf(exchange), code.methodNotFound, 'Method not found') };
}

/** As for a tool that does not exist: hidden, pending and invented names cannot be told apart. */
export function unknownTool(exchange: Exchange, tool: string): Answer {
  return { status: 200, body: errorText(idOf(exchange), code.invalidParams, `Unknown tool: ${tool}`) };
}

/** A refusal that the model can read and learn from. */
export function toolRefusal(exchange: Exchange): Answer {
  const { verdict } = exchange;
  const label = verdict.outcome === 'hold' ? '[APPROVAL PENDING]' : '[POLICY DENIED]';
  const decision = {
    outcome: verdict.outcome,
    rule: verdict.rule,
    policyVersion: exchange.grant?.policy?.number ?? null,
    requestId: exchange.id,
    retryAfterMs: verdict.retryAfterMs,
  };
  const result = {
    resultType: exchange.era === 'modern' ? 'complete' : undefined,
    content: [{ type: 'text', text: `${label} ${verdict.message}` }],
    isError: true,
    _meta: { 'policylayer/decision': decision },
  };
  return { status: 200, body: resultText(idOf(exchange), result) };
}
