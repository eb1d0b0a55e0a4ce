import { errorText } from '@/lib/mcp/errors';
import { dataOf, EventSplitter, withData, withName } from '@/lib/mcp/events';
import { gatewayCode } from './errors';
import { type Exchange, idOf } from './exchange';
import { sessionHeader } from './reply';
import type { Flow } from './upstream';

/** Below the shortest idle timeout of common proxies. */
const KEEP_ALIVE_MS = 15_000;

/** A message of the server as the agent may see it; the same text when all of it, null when nothing. */
export type Rewrite = (text: string, message: unknown) => Promise<string> | string | null;

/**
 * Relays a stream of events, each as soon as it is whole. Every message on every stream is looked at: a replayed answer
 * to `tools/list` on a GET stream shows as much as the first one did.
 */
export class StreamRelay {
  readonly #splitter = new EventSplitter();
  readonly #waiting: string[] = [];
  #working = false;
  #ended = false;
  #keepAlive: NodeJS.Timeout;

  constructor(
    readonly exchange: Exchange,
    readonly flow: Flow,
    readonly rewrite: Rewrite,
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
    res.on('drain', () => flow.resume());
    this.#keepAlive = setInterval(() => res.write(': keep-alive\n\n'), KEEP_ALIVE_MS).unref();
  }

  /** Throws when the bytes are no event stream that can be judged. */
  push(bytes: Buffer): void {
    this.#waiting.push(...this.#splitter.push(bytes));
    this.#work();
  }

  /** No more will come; `done` is called when everything has been sent. */
  end(): void {
    this.#ended = true;
    this.#work();
  }

  /** Sends a message of our own between those of the server. */
  insert(text: string): void {
    this.#write(`event: message\ndata: ${text}\n\n`);
  }

  stop(): void {
    clearInterval(this.#keepAlive);
  }

  /** Sends what waits, in order; pauses the server while one event takes longer. */
  #work(): void {
    while (!this.#working) {
      const event = this.#waiting.shift();
      if (event === undefined) break;
      const judged = this.#judge(event);
      if (typeof judged === 'string') this.#write(judged);
      else this.#await(judged);
    }
    if (this.#ended && !this.#working) this.#close();
  }

  #await(judged: Promise<string>): void {
    this.#working = true;
    this.flow.pause();
    const next = (event: string | null) => {
      this.#working = false;
      if (event !== null) this.#write(event);
      this.flow.resume();
      this.#work();
    };
    judged.then(next, () => {
      this.exchange.res.destroy();
      next(null);
    });
  }

  #judge(event: string): string | Promise<string> {
    const data = dataOf(event);
    if (data === null || data === '') return event;
    const message = parse(data);
    // Some readers accept what JSON does not, such as NaN; what we cannot judge is not passed on.
    if (message === undefined) return withName(withData(event, unreadable(this.exchange, 'it is not JSON')));
    const rewritten = this.rewrite(data, message);
    const put = (text: string) => withName(text === data ? event : withData(event, text));
    if (rewritten === null) return '';
    return typeof rewritten === 'string' ? put(rewritten) : rewritten.then(put);
  }

  #write(event: string): void {
    const { res } = this.exchange;
    if (event === '' || res.destroyed || res.writableEnded) return;
    this.exchange.responseBytes += event.length;
    if (!res.write(event)) this.flow.pause();
  }

  #close(): void {
    this.stop();
    this.exchange.res.end();
    this.done();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What stands in for a message that two readers could read differently. */
export function unreadable(exchange: Exchange, problem: string): string {
  const text = `The server's answer cannot be read: ${problem}`;
  return errorText(idOf(exchange), gatewayCode.brokenAnswer, text, { requestId: exchange.id });
}
