import { errorText } from '@/lib/mcp/errors';
import { afterwards, gatewayCode } from './errors';
import { type Exchange, idOf } from './exchange';

/** What the log says of an answer that was not passed on. */
export const BROKEN = 'broken answer';

/** The text of the error, under the request's id, that stands in for an answer that cannot be passed on or never came. */
export function brokenText(exchange: Exchange, message: string): string {
  exchange.failure ??= BROKEN;
  exchange.verdict = afterwards(exchange.verdict, message);
  return errorText(idOf(exchange), gatewayCode.brokenAnswer, message, { requestId: exchange.id });
}

/** As `brokenText`, for a message that two readers could read differently. */
export function unreadable(exchange: Exchange, problem: string): string {
  return brokenText(exchange, `The server's answer cannot be read: ${problem}`);
}

/** What is answered instead of a long answer that nobody has the time to read. */
export function overloaded(exchange: Exchange): string {
  const message = 'Long answers for your organisation are waiting to be read. Try again in some seconds.';
  exchange.failure = 'overloaded';
  return errorText(idOf(exchange), gatewayCode.overloaded, message, { requestId: exchange.id, retryAfterMs: 5_000 });
}
