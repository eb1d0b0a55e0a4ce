import { dataOf, type Event, frameOf, hasId, plainEvent, TOO_LONG, withName, withoutData } from '@/lib/core/mcp/events';
import { toOneLine } from '@/lib/core/mcp/one-line';
import type { Exchange } from '@/lib/engines/gateway/exchange';
import type { Flow } from '@/lib/engines/gateway/forward/upstream';
import { sessionHeader } from '@/lib/engines/gateway/http/reply';
import type { Content } from './answer-reader';
import { EventBacklog } from './event-backlog';
import type { Judged, JudgedEvent } from './judged';
import { brokenText } from './unreadable';

/** Below the shortest idle timeout of common proxies. */
const KEEP_ALIVE_MS = 15_000;
/** Time that one stream has the main thread before other work gets its turn. */
const SLICE_MS = 2;
/** Longest single wait for the organisation's share; it is asked for again after that. */
const WAIT_MS_MAX = 1_000;

/** What a stream asks of its exchange. */
export type StreamOwner = {
  /** A message of the server as the agent may read it. */
  judge(text: string): Judged | Promise<Judged>;
  /** The same for an event of more than 32 KiB, read by a worker. */
  judgeLong(event: Buffer): Promise<JudgedEvent>;
  /** Says how many bytes of this stream are in memory now: unfinished, waiting, and not yet taken by the client. */
  hold(bytes: number): unknown;
  /** Runs `work` and charges its time to the organisation's share of the main thread. */
  spend(work: () => void): void;
  /** Milliseconds until the organisation may use the main thread again; 0: now. */
  waitMs(): number;
  /** The bytes are not text. Called once, and nothing after it. */
  broken(): void;
  /** Called once, when everything has been sent. */
  done(): void;
};

/**
 * Relays a stream of events, each as soon as it is whole, in slices of 2 ms. Every message on every stream is read and
 * judged: a replayed answer to `tools/list` on a GET stream shows as much as the first one did. The server is paused while
 * an event is judged elsewhere, while others have their turn, and while the client does not read.
 */
export class StreamRelay {
  readonly #backlog = new EventBacklog();
  /** What is to be written next, with one write. */
  #text = '';
  /** An event is being judged, or others have their turn. */
  #working = false;
  #ended = false;
  #stopped = false;
  /** The request of this stream has its answer; a second one would be read by nobody or by somebody else. */
  #answered = false;
  /** The client can go on with this stream elsewhere. */
  #resumable = false;
  #keepAlive: NodeJS.Timeout;

  constructor(
    readonly exchange: Exchange,
    readonly flow: Flow,
    readonly owner: StreamOwner,
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
    res.on('drain', () => {
      if (!this.#working) flow.resume();
      this.#count();
    });
    this.#keepAlive = setInterval(() => res.writableNeedDrain || res.write(': keep-alive\n\n'), KEEP_ALIVE_MS).unref();
  }

  push(bytes: Buffer): void {
    this.#backlog.push(bytes);
    this.#work();
    this.#count();
  }

  /** No more will come; `owner.done` is called when everything has been sent. */
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
    this.owner.done();
  }

  /** Sends a message of our own between those of the server. */
  insert(text: string): void {
    this.#write([`event: message\ndata: ${toOneLine(text)}\n\n`]);
    this.#flush();
  }

  stop(): void {
    clearInterval(this.#keepAlive);
    this.#stopped = true;
    this.#backlog.clear();
  }

  get isAnswered(): boolean {
    return this.#answered;
  }

  get #isRequest(): boolean {
    return this.exchange.message?.kind === 'request';
  }

  /** Of a stream that the client resumes with GET the answer comes there. */
  get #mayStillBeAnswered(): boolean {
    return this.#isRequest && !this.#answered && !(this.#resumable && this.exchange.session !== null);
  }

  /** Sends what waits, in order and in slices; pauses the server while one event, or the turn of others, takes longer. */
  #work(): void {
    if (this.#working || this.#stopped) return;
    const waitMs = this.owner.waitMs();
    if (waitMs > 0 && !this.#backlog.isEmpty) {
      this.#await(new Promise((resolve) => setTimeout(resolve, Math.min(waitMs, WAIT_MS_MAX))));
      return;
    }
    try {
      this.owner.spend(() => this.#slice(performance.now() + SLICE_MS));
    } catch {
      this.owner.broken();
      return;
    }
    this.#flush();
    if (this.#working || this.#stopped) return;
    if (!this.#backlog.isEmpty) this.#await(new Promise((resolve) => setImmediate(resolve)));
    else if (this.#ended) this.#close();
  }

  #slice(until: number): void {
    while (!this.#working && !this.#backlog.isEmpty && performance.now() < until) this.#takeNext();
  }

  #takeNext(): void {
    const event = this.#backlog.next();
    if (event === null) return;
    const later = this.#take(event);
    if (later) this.#await(later.finally(() => this.#backlog.release()));
    else this.#backlog.release();
  }

  /** A promise where it takes longer. */
  #take(sent: Event): Promise<void> | undefined {
    if (sent === TOO_LONG) return this.#replace('An event of the server is longer than 16 MiB.');
    if (typeof sent !== 'string') return this.owner.judgeLong(sent).then((judged) => this.#putLong(judged));
    const event = plainEvent(sent);
    const data = dataOf(event);
    if (hasId(event)) this.#resumable = true;
    if (data === null || data === '') return this.#write([event]);
    const judged = this.owner.judge(data);
    return judged instanceof Promise
      ? judged.then((one) => this.#put(event, data, one))
      : this.#put(event, data, judged);
  }

  #await(until: Promise<void>): void {
    this.#working = true;
    this.flow.pause();
    const next = () => {
      this.#working = false;
      if (!this.exchange.res.writableNeedDrain) this.flow.resume();
      this.#work();
      this.#count();
    };
    void until.catch(() => this.#replace('The answer of the server could not be judged.')).then(next);
  }

  #count(): void {
    if (!this.#stopped) this.owner.hold(this.#backlog.bytes + this.exchange.res.writableLength);
  }

  #putLong({ frame, resumable, judged }: JudgedEvent): void {
    if (resumable) this.#resumable = true;
    if (judged === null || !this.#isKept(judged)) this.#write([withoutData(frame)]);
    else this.#writeData(frame, judged.content ?? '');
  }

  #put(event: string, data: string, judged: Judged): undefined {
    if (!this.#isKept(judged)) return this.#write([withoutData(event)]);
    const content = judged.content ?? '';
    if (content === data) return this.#write([withName(event)]);
    return this.#writeData(frameOf(event), content);
  }

  #writeData(frame: string, content: Content): undefined {
    return this.#write([
      withName(frame === '' ? '' : `${frame}\n`),
      'data: ',
      typeof content === 'string' ? toOneLine(content) : content,
      '\n\n',
    ]);
  }

  /** A message that answers comes once; what is left out leaves its id, so that a client resumes behind it. */
  #isKept({ content, answers, failure }: Judged): boolean {
    const isRepeated = answers && this.#isRequest && this.#answered;
    if (failure !== null && !isRepeated) this.exchange.failure ??= failure;
    if (content === null || isRepeated) return false;
    if (answers) this.#answered = true;
    return true;
  }

  /** The error in the place of a message that is not passed on; nothing where nobody waits for an answer. */
  #replace(problem: string): undefined {
    const text = brokenText(this.exchange, problem);
    if (!this.#isRequest || this.#answered) return;
    this.#answered = true;
    this.insert(text);
  }

  #write(pieces: readonly Content[]): undefined {
    for (const piece of pieces) {
      this.exchange.responseBytes += piece.length;
      if (typeof piece === 'string') {
        this.#text += piece;
      } else {
        this.#flush();
        if (this.#isOpen) this.exchange.res.write(piece);
      }
    }
  }

  #flush(): void {
    const text = this.#text;
    this.#text = '';
    if (!this.#isOpen) return;
    if (text !== '') this.exchange.res.write(text);
    if (this.exchange.res.writableNeedDrain) this.flow.pause();
  }

  get #isOpen(): boolean {
    return !this.exchange.res.destroyed && !this.exchange.res.writableEnded;
  }

  #close(): void {
    this.stop();
    if (this.#mayStillBeAnswered)
      this.insert(brokenText(this.exchange, 'The server ended its stream without an answer.'));
    this.exchange.res.end();
    this.owner.done();
  }
}
