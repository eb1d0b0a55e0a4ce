import { dataOf, EventSplitter, hasId, plainEvent, TOO_LONG, withData, withName, withoutData } from '@/lib/mcp/events';
import type { Exchange } from './exchange';
import type { Judged } from './judged';
import { sessionHeader } from './reply';
import { brokenText } from './unreadable';
import type { Flow } from './upstream';

/** Below the shortest idle timeout of common proxies. */
const KEEP_ALIVE_MS = 15_000;

/** A message of the server as the agent may read it. */
export type Judge = (text: string) => Judged | Promise<Judged>;

type Event = string | typeof TOO_LONG;

/**
 * Relays a stream of events, each as soon as it is whole. Every message on every stream is read and judged: a replayed
 * answer to `tools/list` on a GET stream shows as much as the first one did. Holds one event of at most 16 Mi characters.
 */
export class StreamRelay {
  readonly #splitter = new EventSplitter();
  readonly #waiting: Event[] = [];
  #working = false;
  #ended = false;
  /** The request of this stream has its answer; a second one would be read by nobody or by somebody else. */
  #answered = false;
  /** The client can go on with this stream elsewhere. */
  #resumable = false;
  #keepAlive: NodeJS.Timeout;

  constructor(
    readonly exchange: Exchange,
    readonly flow: Flow,
    readonly judge: Judge,
    readonly done: () => void,
  ) {
    const { res } = exchange;
    res.writeHead(200, [
      'Content-Type',
      'text/event-stream',
      'Cache-Control',
      'no-cache, no-transform',
      'X-Accel-Buffering',
      'no',
      ...sessionHeader(exchange.session),
    ]);
    res.flushHeaders();
    res.on('drain', () => this.#working || flow.resume());
    this.#keepAlive = setInterval(() => res.writableNeedDrain || res.write(': keep-alive\n\n'), KEEP_ALIVE_MS).unref();
  }

  /** Characters that are held until their event is whole. */
  get held(): number {
    return this.#splitter.length;
  }

  /** Throws when the bytes are no text. */
  push(bytes: Buffer): void {
    this.#waiting.push(...this.#splitter.push(bytes));
    this.#work();
  }

  /** No more will come; `done` is called when everything has been sent. */
  end(): void {
    this.#ended = true;
    this.#work();
  }

  /**
   * Ends the stream because of what the server did or left undone: with the error under the id of the request where it has
   * none yet; by breaking the connection off where nobody waits for an answer.
   */
  fail(error: string): void {
    const { res } = this.exchange;
    this.stop();
    if (this.#mayStillBeAnswered) this.insert(error);
    if (this.#isRequest) res.end();
    else res.destroy();
    this.done();
  }

  /** Sends a message of our own between those of the server. */
  insert(text: string): void {
    this.#write(`event: message\ndata: ${text}\n\n`);
  }

  stop(): void {
    clearInterval(this.#keepAlive);
    this.#waiting.length = 0;
  }

  get #isRequest(): boolean {
    return this.exchange.message?.kind === 'request';
  }

  /** Of a stream that the client resumes with GET the answer comes there. */
  get #mayStillBeAnswered(): boolean {
    return this.#isRequest && !this.#answered && !(this.#resumable && this.exchange.session !== null);
  }

  /** Sends what waits, in order; pauses the server while one event takes longer. */
  #work(): void {
    while (!this.#working) {
      const event = this.#waiting.shift();
      if (event === undefined) break;
      this.#take(event);
    }
    if (this.#ended && !this.#working) this.#close();
  }

  #take(sent: Event): void {
    if (sent === TOO_LONG) {
      this.#replace('An event of the server is longer than 16 Mi characters.');
      return;
    }
    const event = plainEvent(sent);
    const data = dataOf(event);
    if (hasId(event)) this.#resumable = true;
    if (data === null || data === '') {
      this.#write(event);
      return;
    }
    const judged = this.judge(data);
    if (judged instanceof Promise) this.#await(event, data, judged);
    else this.#put(event, data, judged);
  }

  #await(event: string, data: string, judged: Promise<Judged>): void {
    this.#working = true;
    this.flow.pause();
    const next = () => {
      this.#working = false;
      if (!this.exchange.res.writableNeedDrain) this.flow.resume();
      this.#work();
    };
    judged.then(
      (one) => {
        this.#put(event, data, one);
        next();
      },
      () => {
        this.#replace('The answer of the server could not be judged.');
        next();
      },
    );
  }

  /** A message that answers comes once; what is left out leaves its id, so that a client resumes behind it. */
  #put(event: string, data: string, { text, answers, failure }: Judged): void {
    const isRepeated = answers && this.#isRequest && this.#answered;
    if (failure !== null && !isRepeated) this.exchange.failure ??= failure;
    if (text === null || isRepeated) {
      this.#write(withoutData(event));
      return;
    }
    if (answers) this.#answered = true;
    this.#write(withName(text === data ? event : withData(event, text)));
  }

  /** The error in the place of a message that is not passed on; nothing where nobody waits for an answer. */
  #replace(problem: string): void {
    const text = brokenText(this.exchange, problem);
    if (!this.#isRequest || this.#answered) return;
    this.#answered = true;
    this.insert(text);
  }

  #write(event: string): void {
    const { res } = this.exchange;
    if (event === '' || res.destroyed || res.writableEnded) return;
    this.exchange.responseBytes += event.length;
    if (!res.write(event)) this.flow.pause();
  }

  #close(): void {
    this.stop();
    if (this.#mayStillBeAnswered)
      this.insert(brokenText(this.exchange, 'The server ended its stream without an answer.'));
    this.exchange.res.end();
    this.done();
  }
}
