import { readServerMessage, type ServerMessage } from '@/lib/mcp/answer';
import { withoutCursor } from '@/lib/mcp/lists';
import { isRecord } from '@/lib/mcp/message';
import { type Exchange, idOf } from './exchange';
import type { Gate } from './gate';
import { rewrite } from './rewrite';
import { BROKEN, unreadable } from './unreadable';

/**
 * A message of the server as the agent may read it. `text`: null when it is not passed on. `answers`: it answers the request
 * of this exchange, so that nothing after it can. `failure`: what failed on the server's side.
 */
export type Judged = { text: string | null; answers: boolean; failure: string | null };

const dropped: Judged = { text: null, answers: false, failure: BROKEN };

/** Judges the body of an answer to a request: it must be the response to that request and nothing else. Never throws. */
export function judgeWhole(gate: Gate, exchange: Exchange, text: string): Judged | Promise<Judged> {
  const message = readServerMessage(text);
  if ('problem' in message) return broken(exchange, message.problem);
  if (message.kind !== 'response') return broken(exchange, 'it is no response');
  if (message.id !== idOf(exchange)) return broken(exchange, 'it answers another request');
  return judgeRead(gate, exchange, message);
}

/**
 * Judges one message of a stream. On the stream of a request only that request can be answered; on the stream of a GET
 * answers are replayed whose ids nobody remembers. Never throws.
 */
export function judgeEvent(gate: Gate, exchange: Exchange, text: string): Judged | Promise<Judged> {
  const message = readServerMessage(text);
  if ('problem' in message) return broken(exchange, message.problem);
  const isRequest = exchange.message?.kind === 'request';
  if (isRequest && message.kind === 'response' && message.id !== idOf(exchange)) return dropped;
  return judgeRead(gate, exchange, message);
}

function judgeRead(gate: Gate, exchange: Exchange, message: ServerMessage): Judged | Promise<Judged> {
  const answers = message.kind === 'response';
  const failure = message.kind === 'response' ? message.failure : null;
  const text = rewrite(gate, exchange, withoutCircle(exchange, message), message.value);
  if (text === null || typeof text === 'string') return { text, answers: answers && text !== null, failure };
  return text.then((whole) => ({ text: whole, answers, failure }));
}

/** Under the id of the request; where there is none, nobody could take an error, so nothing is passed on. */
function broken(exchange: Exchange, problem: string): Judged {
  if (exchange.message?.kind !== 'request') return dropped;
  return { text: unreadable(exchange, problem), answers: true, failure: BROKEN };
}

/** A list whose next page is the page that was asked for has no next page. */
function withoutCircle({ message: asked }: Exchange, { kind, value, text }: ServerMessage): string {
  if (kind !== 'response' || asked?.kind !== 'request' || !asked.method.endsWith('/list')) return text;
  const { result } = value;
  const isCircle =
    isRecord(result) && typeof result.nextCursor === 'string' && result.nextCursor === asked.params.cursor;
  return isCircle ? withoutCursor(text) : text;
}
