import { log } from '@/lib/base/log';
import type { End } from '@/lib/engines/gateway/auth/open-exchanges';
import { type Answer, gatewayCode, serverFailure } from '@/lib/engines/gateway/errors';
import { type Exchange, idOf, methodOf, waiterOf } from '@/lib/engines/gateway/exchange';
import { cancelUpstream } from '@/lib/engines/gateway/forward/cancel';
import { readServerError } from '@/lib/engines/gateway/forward/server-error';
import type { Failure, Flow, Receiver, UpstreamHead } from '@/lib/engines/gateway/forward/upstream';
import { answerFailure, answerRefusal, answerUnasked } from '@/lib/engines/gateway/forward/upstream-answer';
import type { Gate } from '@/lib/engines/gateway/gate';
import { reply } from '@/lib/engines/gateway/http/reply';
import { errorOff } from './asks';
import { HeldAnswer } from './held-answer';
import { judgeEvent, judgeLongEvent, judgeWhole } from './judged';
import { type StreamOwner, StreamRelay } from './streams';
import { listenResult, toolsChanged } from './subscriptions';
import { BROKEN, unreadable } from './unreadable';

const DROPPED_BYTES_MAX = 64 * 1024;
/** Bytes of an answer without success that are looked at: a longer one is a page, or no error that anybody needs whole. */
const REFUSAL_BYTES_MAX = 64 * 1024;
/** Characters of a server's session id; a server that sends a longer one keeps no session here. */
const SESSION_ID_MAX = 1_024;
const SESSION_ID = /^[\x21-\x7e]+$/;

const TOO_MANY = 'Too many answers are waiting in memory for their clients.';

/** `drop`: answered already; what still comes is read away, so that the connection can be used again. */
type Mode = 'collect' | 'stream' | 'drop';

/** Relays one upstream answer, whole or event by event. What two readers could read differently is never passed on. */
export class Relay implements Receiver {
  #mode: Mode = 'collect';
  #head: UpstreamHead | null = null;
  #stream: StreamRelay | null = null;
  #dropped = 0;
  readonly #held: HeldAnswer;

  constructor(
    readonly gate: Gate,
    readonly exchange: Exchange,
    /** Called once, when nothing more will be sent. */
    readonly done: () => void,
    readonly abort: () => void,
  ) {
    this.#held = new HeldAnswer(gate.answers, exchange.caller);
  }

  /** Whether it would never end by itself. */
  get isStream(): boolean {
    return this.exchange.message === null || methodOf(this.exchange) === 'subscriptions/listen';
  }

  /** The stream has answered its request: how it ends after that is nobody's failure. */
  get #isAnswered(): boolean {
    return this.#stream?.isAnswered === true;
  }

  head(head: UpstreamHead, flow: Flow): void {
    const { exchange } = this;
    this.#head = head;
    exchange.upstreamStatus = head.status;
    if (head.status === 200) this.#beginSession(head);
    const unasked = answerUnasked(exchange, head);
    this.#mode = unasked ? 'drop' : this.#modeFor(head);
    if (unasked) this.#answerFromHead(head, unasked);
    if (this.#mode !== 'stream') return;
    this.#stream = new StreamRelay(exchange, flow, this.#streamOwner());
  }

  #streamOwner(): StreamOwner {
    const { exchange, gate } = this;
    const { organisationId } = waiterOf(exchange);
    return {
      judge: (text) => judgeEvent(gate, exchange, text),
      judgeLong: (event) => judgeLongEvent(gate, exchange, event),
      hold: (bytes) => this.#held.hold(bytes) && this.#breakOff(TOO_MANY),
      spend: (work) => gate.share.spend(organisationId, work),
      waitMs: () => gate.share.waitMs(organisationId),
      broken: () => this.#breakOff('The stream of the server cannot be read.'),
      done: () => this.#finish(),
    };
  }

  bytes(chunk: Buffer): void {
    if (this.#stream) this.#stream.push(chunk);
    else if (this.#mode === 'drop') this.#drop(chunk.length);
    else this.#collect(chunk);
  }

  ended(): void {
    if (this.#stream) this.#stream.end();
    else if (this.#mode === 'drop') this.#finish();
    else this.#answerCollected().catch((error: unknown) => this.#giveUp(error));
  }

  failed(failure: Failure): void {
    this.#fail(failure).catch((error: unknown) => this.#giveUp(error));
  }

  async #fail(failure: Failure): Promise<void> {
    const { exchange } = this;
    if (this.#mode === 'drop') return this.#finish();
    if (!failure.sent) await undo(exchange);
    if (failure.kind === 'timeout' && !this.#isAnswered) cancelUpstream(this.gate, exchange);
    this.#answer(answerFailure(exchange, failure));
  }

  /** Tells the client to read the list of tools again, where it listens for that. */
  announceChange(): void {
    const text = toolsChanged(this.exchange);
    if (text !== null) this.#stream?.insert(text);
  }

  /** Ends the answer from our side. */
  stop(why: End): void {
    this.abort();
    const { exchange } = this;
    const answer = why === 'gateway' ? gatewayEnds(exchange) : grantEnded(exchange);
    if (!this.isStream || !this.#stream) {
      this.#answer(answer);
      return;
    }
    const last = listenResult(exchange);
    if (last !== null) this.#stream.insert(last);
    exchange.res.end();
    this.#finish();
  }

  /** The client is gone. */
  leave(): void {
    if (this.#mode === 'drop') return;
    this.abort();
    if (!this.isStream && !this.#isAnswered) this.exchange.failure ??= 'client left';
    this.#finish();
  }

  #finish(): void {
    const { session } = this.exchange;
    // Nobody can use a session whose beginning could not be read, and it would count for hours.
    const isLost = methodOf(this.exchange) === 'initialize' && session?.isInitialized === false;
    if (session && isLost) this.gate.sessions.end(session);
    this.#stream?.stop();
    this.#held.leave(this.exchange.res);
    this.done();
  }

  #modeFor({ status, contentType }: UpstreamHead): Mode {
    return status === 200 && contentType.startsWith('text/event-stream') ? 'stream' : 'collect';
  }

  /** The answer is known from the head; a stream would never end by itself. */
  #answerFromHead({ contentType }: UpstreamHead, answer: Answer): void {
    reply(this.exchange, answer);
    if (contentType.startsWith('text/event-stream')) this.#cutOff();
  }

  #drop(bytes: number): void {
    this.#dropped += bytes;
    if (this.#dropped > DROPPED_BYTES_MAX) this.#cutOff();
  }

  #cutOff(): void {
    this.abort();
    this.#finish();
  }

  #beginSession({ session }: UpstreamHead): void {
    const { exchange } = this;
    const isId = session !== undefined && session.length <= SESSION_ID_MAX && SESSION_ID.test(session);
    const begins = isId && exchange.era === 'legacy' && methodOf(exchange) === 'initialize';
    if (begins) exchange.session = exchange.target ? (exchange.seat?.begin(exchange.target, session) ?? null) : null;
  }

  #collect(chunk: Buffer): void {
    const full = this.#held.add(chunk);
    if (full) this.#breakOff(full === 'answer' ? 'The answer of the server is larger than 16 MiB.' : TOO_MANY);
  }

  async #answerCollected(): Promise<void> {
    const head = this.#head;
    const { length } = this.#held;
    const pieces = this.#held.take();
    if (head && head.status >= 200 && head.status < 300) await this.#answerSuccess(head, pieces);
    else if (head) this.#answerRefusal(head, length > REFUSAL_BYTES_MAX ? '' : Buffer.concat(pieces).toString('utf8'));
    this.#finish();
  }

  #answerRefusal(head: UpstreamHead, body: string): void {
    const { exchange, gate } = this;
    const answer = answerRefusal(exchange, head, body);
    if (answer.endsSession && exchange.session) gate.sessions.end(exchange.session);
    const code = readServerError(exchange, answer.body.toString()).error?.code ?? null;
    const off = errorOff(gate, exchange, { id: idOf(exchange), code });
    reply(exchange, off === null ? answer : { status: 200, body: off, verdict: exchange.verdict });
  }

  async #answerSuccess({ contentType }: UpstreamHead, pieces: readonly Buffer[]): Promise<void> {
    const { exchange, gate } = this;
    if (!contentType.startsWith('application/json')) {
      reply(exchange, brokenAnswer(exchange, 'The server did not answer with JSON.'));
      return;
    }
    const judged = await judgeWhole(gate, exchange, pieces);
    // The log says already that the client left, which is why nobody read the answer.
    if (exchange.res.destroyed) return;
    const body = judged.content ?? unreadable(exchange, 'it is no answer');
    // Pinned definitions may be much longer than what the server sent.
    if (body.length > this.#held.length && this.#held.hold(body.length) !== null) {
      this.#breakOff(TOO_MANY);
      return;
    }
    const failure = judged.failure ?? exchange.failure;
    reply(exchange, { status: 200, body, verdict: exchange.verdict, ...(failure !== null && { failure }) });
  }

  #breakOff(message: string): void {
    this.abort();
    this.#answer(brokenAnswer(this.exchange, message));
  }

  /** An error of ours in the place of what throws. */
  #giveUp(error: unknown): void {
    log.error({ error, requestId: this.exchange.id }, 'An answer of a server could not be handed on.');
    this.#breakOff('The answer of the server could not be handed on.');
  }

  /** Ends with an error of ours: whole, or as an event under the request's id where a stream has begun. */
  #answer(answer: Answer): void {
    const { exchange } = this;
    if (!this.#isAnswered) {
      exchange.failure = answer.failure ?? exchange.failure;
      exchange.verdict = answer.verdict;
    }
    if (this.#stream && !exchange.res.writableEnded) this.#stream.fail(answer.body.toString());
    else reply(exchange, answer);
    this.#finish();
  }
}

function brokenAnswer(exchange: Exchange, message: string): Answer {
  return serverFailure(exchange, { code: gatewayCode.brokenAnswer, failure: BROKEN, message });
}

function grantEnded(exchange: Exchange): Answer {
  const message = 'This grant no longer stands.';
  return serverFailure(exchange, { code: gatewayCode.unauthorised, failure: 'grant ended', message, status: 401 });
}

function gatewayEnds(exchange: Exchange): Answer {
  const message = 'The gateway ends. Whether the server did what was asked is not known.';
  return serverFailure(exchange, { code: gatewayCode.unavailable, failure: 'gateway ended', message, status: 503 });
}

/** Gives back what was reserved for a call that certainly did not reach the server; awaited, so that a repeat finds it. */
export async function undo(exchange: Exchange): Promise<void> {
  const results = await Promise.allSettled(exchange.undo.splice(0).map(async (one) => one()));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed)
    log.warn({ error: failed.reason, requestId: exchange.id }, 'What a call had reserved could not be given back.');
}
