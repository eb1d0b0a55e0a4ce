import { log } from '@/lib/log';
import { readJson, readUtf8 } from '@/lib/mcp/json';
import { type Answer, gatewayCode, serverFailure } from './errors';
import { type Exchange, methodOf } from './exchange';
import type { Gate } from './gate';
import type { End } from './live';
import { reply, sessionHeader } from './reply';
import { isRewritten, rewrite } from './rewrite';
import { StreamRelay, unreadable } from './streams';
import { listenResult, toolsChanged } from './subscriptions';
import { answerFailure, answerRefusal, answerUnasked } from './translate';
import type { Failure, Flow, Receiver, UpstreamHead } from './upstream';

const COLLECTED_BYTES_MAX = 16 * 1024 * 1024;
const DROPPED_BYTES_MAX = 64 * 1024;
/** Characters of a server's session id; a server that sends a longer one keeps no session here. */
const SESSION_ID_MAX = 1_024;

/** `drop`: answered already; what still comes is read away, so that the connection can be used again. */
type Mode = 'pass' | 'collect' | 'stream' | 'drop';

/** Carries one upstream answer to the client: as it comes, whole, or event by event. */
export class Relay implements Receiver {
  #mode: Mode = 'collect';
  #head: UpstreamHead | null = null;
  #flow: Flow | null = null;
  #stream: StreamRelay | null = null;
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(
    readonly gate: Gate,
    readonly exchange: Exchange,
    /** Called once, when nothing more will be sent. */
    readonly done: () => void,
    readonly abort: () => void,
  ) {}

  /** Whether it would never end by itself. */
  get isStream(): boolean {
    return this.exchange.message === null || methodOf(this.exchange) === 'subscriptions/listen';
  }

  head(head: UpstreamHead, flow: Flow): void {
    const { exchange } = this;
    this.#head = head;
    this.#flow = flow;
    exchange.upstreamStatus = head.status;
    if (head.status === 200) this.#beginSession(head);
    const unasked = answerUnasked(exchange, head);
    this.#mode = unasked ? 'drop' : this.#modeFor(head);
    if (unasked) this.#drop(head, unasked);
    if (this.#mode !== 'stream') return;
    const judged = (text: string, message: unknown) => rewrite(this.gate, exchange, text, message);
    this.#stream = new StreamRelay(exchange, flow, judged, () => this.#finish());
  }

  bytes(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#mode === 'stream') this.#pushEvents(chunk);
    else if (this.#mode === 'pass') this.#pass(chunk);
    else if (this.#mode === 'drop') this.#dropped();
    else if (this.#bytes <= COLLECTED_BYTES_MAX) this.#chunks.push(chunk);
    else this.#breakOff('The answer of the server is too large.');
  }

  ended(): void {
    if (this.#mode === 'stream') this.#stream?.end();
    else if (this.#mode === 'pass') this.#endPass();
    else if (this.#mode === 'drop') this.#finish();
    else void this.#answerCollected();
  }

  failed(failure: Failure): void {
    void this.#fail(failure);
  }

  async #fail(failure: Failure): Promise<void> {
    const { exchange } = this;
    if (this.#mode === 'drop') return this.#finish();
    if (!failure.sent) await undo(exchange);
    const answer = answerFailure(exchange, failure);
    exchange.failure = answer.failure ?? null;
    // What has begun cannot become an error any more; closing it says that the answer is incomplete.
    if (exchange.res.headersSent) exchange.res.destroy();
    else reply(exchange, answer);
    this.#finish();
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
    const last = this.isStream ? listenResult(exchange) : answer.body;
    if (last !== null) this.#stream?.insert(last);
    if (!this.isStream) exchange.failure = answer.failure ?? null;
    if (this.#stream || exchange.res.headersSent) exchange.res.end();
    else reply(exchange, answer);
    this.#finish();
  }

  /** The client is gone. */
  leave(): void {
    if (this.#mode === 'drop') return;
    this.abort();
    if (!this.isStream) this.exchange.failure ??= 'client left';
    this.#finish();
  }

  #finish(): void {
    this.#stream?.stop();
    this.done();
  }

  #modeFor({ status, contentType }: UpstreamHead): Mode {
    if (status !== 200) return 'collect';
    if (contentType.startsWith('text/event-stream')) return 'stream';
    return contentType.startsWith('application/json') && !isRewritten(this.gate, this.exchange) ? 'pass' : 'collect';
  }

  /** The answer is known from the head; a stream would never end by itself. */
  #drop({ contentType }: UpstreamHead, answer: Answer): void {
    reply(this.exchange, answer);
    if (contentType.startsWith('text/event-stream')) this.#cutOff();
  }

  #dropped(): void {
    if (this.#bytes > DROPPED_BYTES_MAX) this.#cutOff();
  }

  #cutOff(): void {
    this.abort();
    this.#finish();
  }

  #beginSession({ session }: UpstreamHead): void {
    const { exchange } = this;
    const isId = session !== undefined && session.length <= SESSION_ID_MAX;
    const begins = isId && exchange.era === 'legacy' && methodOf(exchange) === 'initialize';
    if (begins) exchange.session = exchange.seat?.begin(session) ?? null;
  }

  #pushEvents(chunk: Buffer): void {
    try {
      this.#stream?.push(chunk);
    } catch {
      this.#breakOff('The stream of the server cannot be read.');
    }
  }

  /** The first chunk is kept back: most answers are one chunk, and go out with their head in one write. */
  #pass(chunk: Buffer): void {
    const { res } = this.exchange;
    if (this.#chunks.length === 0 && !res.headersSent) {
      this.#chunks.push(chunk);
      return;
    }
    if (!res.headersSent) {
      res.writeHead(200, ['Content-Type', 'application/json', ...sessionHeader(this.exchange.session)]);
      res.on('drain', () => this.#flow?.resume());
      for (const kept of this.#chunks) res.write(kept);
    }
    if (!res.write(chunk)) this.#flow?.pause();
  }

  #endPass(): void {
    const { res, session } = this.exchange;
    const [only] = this.#chunks;
    this.exchange.responseBytes = this.#bytes;
    if (res.headersSent) {
      res.end();
    } else {
      const length = ['Content-Type', 'application/json', 'Content-Length', String(this.#bytes)];
      res.writeHead(200, session ? [...length, ...sessionHeader(session)] : length);
      res.end(only);
    }
    this.#finish();
  }

  async #answerCollected(): Promise<void> {
    const head = this.#head;
    const bytes = Buffer.concat(this.#chunks);
    if (head && head.status >= 200 && head.status < 300) await this.#answerSuccess(head, bytes);
    else if (head) this.#answerRefusal(head, bytes.toString('utf8'));
    this.#finish();
  }

  #answerRefusal(head: UpstreamHead, body: string): void {
    const { exchange, gate } = this;
    const answer = answerRefusal(exchange, head, body);
    if (answer.endsSession && exchange.session) gate.sessions.end(exchange.session);
    reply(exchange, answer);
  }

  async #answerSuccess({ contentType }: UpstreamHead, bytes: Buffer): Promise<void> {
    const { exchange } = this;
    const { verdict } = exchange;
    const text = contentType.startsWith('application/json') ? readUtf8(bytes) : null;
    const json = readJson(text ?? '', true);
    if (text === null || 'problem' in json) {
      const message = 'The server did not answer with JSON that can be read in one way only.';
      return reply(exchange, brokenAnswer(exchange, message));
    }
    const body = await rewrite(this.gate, exchange, text, json.value);
    reply(exchange, { status: 200, body: body ?? unreadable(exchange, 'it is no answer'), verdict });
  }

  #breakOff(message: string): void {
    this.abort();
    const { exchange } = this;
    const answer = brokenAnswer(exchange, message);
    exchange.failure = answer.failure ?? null;
    if (exchange.res.headersSent) exchange.res.destroy();
    else reply(exchange, answer);
    this.#finish();
  }
}

function brokenAnswer(exchange: Exchange, message: string): Answer {
  return serverFailure(exchange, { code: gatewayCode.brokenAnswer, failure: 'broken answer', message });
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
