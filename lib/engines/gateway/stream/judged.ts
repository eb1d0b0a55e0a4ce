import type { JsonProblem } from '@/lib/core/mcp/json';
import { type Exchange, idOf, waiterOf } from '@/lib/engines/gateway/exchange';
import type { Gate } from '@/lib/engines/gateway/gate';
import type { AnswerRead, Busy, Content } from './answer-reader';
import type { Asked } from './answer-reading';
import { rewrite } from './rewrite';
import { BROKEN, overloaded, unreadable } from './unreadable';

/**
 * A message of the server as the agent may read it. `content`: null when it is not passed on. `answers`: it answers the
 * request of this exchange, so that nothing after it can. `failure`: what failed on the server's side.
 */
export type Judged = { content: Content | null; answers: boolean; failure: string | null };

/** An event of more than 32 KiB. `frame`: all but its data. `judged`: null for an event without data. */
export type JudgedEvent = { frame: string; resumable: boolean; judged: Judged | null };

type Read = AnswerRead | JsonProblem | Busy;

const dropped: Judged = { content: null, answers: false, failure: BROKEN };

/**
 * Judges the body of an answer to a request: it must be the response to that request and nothing else. A promise where a
 * worker reads it or pages of a list are asked for. Never rejects: what cannot be read becomes an error under the request's
 * id.
 */
export function judgeWhole(gate: Gate, exchange: Exchange, pieces: readonly Buffer[]): Judged | Promise<Judged> {
  const read = gate.answerReader.whole(pieces, askedBy(exchange, false), waiterOf(exchange));
  return read instanceof Promise ? read.then((one) => judgeBody(gate, exchange, one)) : judgeBody(gate, exchange, read);
}

/**
 * Judges one message of a stream. On the stream of a request only that request can be answered; on the stream of a GET
 * answers are replayed whose ids nobody remembers. Otherwise as `judgeWhole`.
 */
export function judgeEvent(gate: Gate, exchange: Exchange, text: string): Judged | Promise<Judged> {
  const read = gate.answerReader.text(text, askedBy(exchange, true), waiterOf(exchange));
  return read instanceof Promise ? read.then((one) => judgeOne(gate, exchange, one)) : judgeOne(gate, exchange, read);
}

/** The same for an event of more than 32 KiB, read by a worker: `event` is empty afterwards. */
export async function judgeLongEvent(gate: Gate, exchange: Exchange, event: Buffer): Promise<JudgedEvent> {
  const read = await gate.answerReader.event(event, askedBy(exchange, true), waiterOf(exchange));
  if (read === 'busy' || 'problem' in read) {
    return { frame: '', resumable: false, judged: await judgeOne(gate, exchange, read) };
  }
  return { ...read, judged: read.read && (await judgeOne(gate, exchange, read.read)) };
}

function askedBy(exchange: Exchange, inOneLine: boolean): Asked {
  const { message } = exchange;
  const cursor = message?.kind === 'request' && message.method.endsWith('/list') ? message.params.cursor : null;
  return { cursor: typeof cursor === 'string' ? cursor : null, inOneLine };
}

function judgeBody(gate: Gate, exchange: Exchange, read: Read): Judged | Promise<Judged> {
  if (read === 'busy' || 'problem' in read) return judgeOne(gate, exchange, read);
  const { facts } = read;
  if (facts.kind !== 'response') return broken(exchange, 'it is no response');
  return facts.id === idOf(exchange) ? judgeRead(gate, exchange, read) : broken(exchange, 'it answers another request');
}

function judgeOne(gate: Gate, exchange: Exchange, read: Read): Judged | Promise<Judged> {
  if (read === 'busy') return instead(exchange, overloaded, 'overloaded');
  if ('problem' in read) return broken(exchange, read.problem);
  const { facts } = read;
  const isRequest = exchange.message?.kind === 'request';
  if (isRequest && facts.kind === 'response' && facts.id !== idOf(exchange)) return dropped;
  return judgeRead(gate, exchange, read);
}

function judgeRead(gate: Gate, exchange: Exchange, read: AnswerRead): Judged | Promise<Judged> {
  const answers = read.facts.kind === 'response';
  const failure = read.facts.kind === 'response' ? read.facts.failure : null;
  const content = rewrite(gate, exchange, read);
  if (!(content instanceof Promise)) return { content, answers: answers && content !== null, failure };
  return content.then((whole) => ({ content: whole, answers, failure }));
}

function broken(exchange: Exchange, problem: string): Judged {
  return instead(exchange, (one) => unreadable(one, problem), BROKEN);
}

/** Under the id of the request; where there is none, nobody could take an error, so nothing is passed on. */
function instead(exchange: Exchange, error: (exchange: Exchange) => string, failure: string): Judged {
  if (exchange.message?.kind !== 'request') return dropped;
  return { content: error(exchange), answers: true, failure };
}
