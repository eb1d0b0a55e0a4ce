import { errorText } from '@/lib/core/mcp/errors';
import { afterwards, gatewayCode } from '@/lib/engines/gateway/errors';
import { type Exchange, idOf } from '@/lib/engines/gateway/exchange';

/** The failure of an answer that was not passed on, in the call log. */
export const BROKEN = 'broken answer';

/** Notes the failure; the text of the error to send under the request's id instead of an answer that is not passed on. */
export function brokenText(exchange: Exchange, message: string): string {
  exchange.failure ??= BROKEN;
  exchange.verdict = afterwards(exchange.verdict, message);
  return errorText(idOf(exchange), gatewayCode.brokenAnswer, message, { requestId: exchange.id });
}

/** As `brokenText`, for a message that two readers could read differently. */
export function unreadable(exchange: Exchange, problem: string): string {
  return brokenText(exchange, `The server's answer cannot be read: ${problem}`);
}

/** As `brokenText`, for a long answer that no worker had time to read. */
export function overloaded(exchange: Exchange): string {
  const message = 'Long answers for your organisation are waiting to be read. Try again in some seconds.';
  exchange.failure = 'overloaded';
  exchange.verdict = afterwards(exchange.verdict, message);
  return errorText(idOf(exchange), gatewayCode.overloaded, message, { requestId: exchange.id, retryAfterMs: 5_000 });
}
