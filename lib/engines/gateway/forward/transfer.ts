import { log } from '@/lib/base/log';
import type { Shares } from '@/lib/engines/gateway/http/budget';
import type { Credentials } from '@/lib/engines/gateway/ports';
import type { Answering, Breakage, Connection } from './connection';
import { type Coding, Decoder, readCoding } from './decoding';
import { type Destination, type Pool, TooManySockets } from './pool';
import { writeRequest } from './request-text';
import type { ResponseHead } from './response-head';
import type { Failure, Flow, Receiver, UpstreamRequest, UpstreamTimeouts } from './upstream';

const UNAUTHORISED = 401;

/**
 * One request on its way to the server and its answer back; ends exactly once, with `ended`, `failed` or `abort`. Owns its
 * connection until the answer is whole, when the connection returns itself to the pool; however else it ends, it closes it.
 */
export class Transfer implements Answering, Flow {
  #connection: Connection | null = null;
  #decoder: Decoder | null = null;
  #timer: NodeJS.Timeout | undefined;
  #over = false;
  #sent = false;
  #isRetry = false;
  /** The request's head as it goes out. */
  #text = '';
  #isRefreshed = false;
  #giveBack = () => {};

  constructor(
    readonly shared: { pool: Pool; brotli: Shares; credentials: Credentials },
    readonly request: UpstreamRequest,
    readonly timeouts: UpstreamTimeouts,
    readonly receiver: Receiver,
    readonly leave: () => void,
  ) {}

  /** Sends it with our credential, once that is known. */
  start(): void {
    const headers = this.shared.credentials.headersFor(this.request.target);
    if (headers instanceof Promise) this.#await(headers, null, (late) => this.#sendWith(late));
    else this.#sendWith(headers);
  }

  #sendWith(credential: readonly string[] | null): void {
    const text = credential && writeRequest(this.request, credential);
    this.#text = text ?? '';
    if (text === null) this.#fail({ kind: 'credential', sent: this.#sent });
    else this.#connect();
  }

  #connect(): void {
    const connection = this.#isRetry ? null : this.shared.pool.take(this.#destination);
    if (connection) {
      this.#send(connection);
      return;
    }
    this.shared.pool.open(this.#destination, (error, opened) => {
      if (this.#over) opened?.destroy();
      else if (opened) this.#send(opened);
      else this.#fail({ kind: whyNotOpened(error), sent: this.#sent });
    });
  }

  abort(): void {
    this.#finish();
  }

  head(head: ResponseHead): void {
    if (head.status === UNAUTHORISED && !this.#isRefreshed) this.#refresh(head);
    else this.#take(head);
  }

  /**
   * Asks for another credential, once. A 401 says that nothing was done, and the whole body is here, so the request may be
   * sent again. Its connection is closed meanwhile: of such an answer nobody reads more than the head.
   */
  #refresh(head: ResponseHead): void {
    this.#isRefreshed = true;
    const refreshed = this.shared.credentials.refresh(this.request.target);
    if (refreshed === false) {
      this.#take(head);
      return;
    }
    this.#connection?.destroy();
    this.#connection = null;
    this.#await(Promise.resolve(refreshed), false, (isNew) => {
      if (isNew) return this.start();
      this.#take({ ...head, coding: '' });
      this.#finish()?.ended();
    });
  }

  /** Goes on with what is there in the time of a head; with `otherwise` where it cannot be had. */
  #await<T>(asked: Promise<T>, otherwise: T, next: (value: T) => void): void {
    const goOn = (value: T) => {
      if (this.#over) return;
      clearTimeout(this.#timer);
      this.#guard(() => next(value));
    };
    clearTimeout(this.#timer);
    const { firstByteMs } = this.request.target.settings;
    this.#timer = setTimeout(() => this.#fail({ kind: 'credential', sent: this.#sent }), firstByteMs);
    asked.then(goOn, () => goOn(otherwise));
  }

  #take(head: ResponseHead): void {
    const { status, contentType, session, retryAfter } = head;
    const coding = readCoding(head.coding);
    if (coding === 'unknown') {
      this.#fail({ kind: 'unreadable', sent: true });
      return;
    }
    if (coding === 'br' && !this.#takeBrotli()) {
      this.#fail({ kind: 'overloaded', sent: true });
      return;
    }
    this.#decoder = coding === 'none' ? null : this.#decode(coding);
    this.#limit(status === 200 && contentType.startsWith('text/event-stream'));
    this.receiver.head({ status, contentType, session, retryAfter }, this);
  }

  bytes(part: Buffer): void {
    if (this.#decoder) this.#decoder.push(part);
    else this.receiver.bytes(part);
  }

  ended(): void {
    this.#connection = null;
    if (this.#decoder) this.#decoder.end();
    else this.#finish()?.ended();
  }

  broke(how: Breakage): void {
    this.#connection = null;
    if (how === 'stale' && this.request.isSafe && !this.#isRetry) {
      this.#isRetry = true;
      clearTimeout(this.#timer);
      this.#connect();
      return;
    }
    this.#fail({ kind: how === 'unreadable' ? 'unreadable' : 'broken', sent: true });
  }

  #takeBrotli(): boolean {
    const { target } = this.request;
    const { brotli } = this.shared;
    if (brotli.take(target, 1) !== null) return false;
    this.#giveBack = () => brotli.give(target, 1);
    return true;
  }

  #decode(coding: Coding): Decoder {
    const source = { pause: () => this.#connection?.pause(), resume: () => this.#connection?.resume() };
    return new Decoder(coding, source, {
      bytes: (part) => this.#guard(() => this.receiver.bytes(part)),
      ended: () => this.#guard(() => this.#finish()?.ended()),
      failed: () => this.#guard(() => this.#fail({ kind: 'unreadable', sent: true })),
    });
  }

  pause(): void {
    (this.#decoder ?? this.#connection)?.pause();
  }

  /** Once the answer is whole this changes nothing: its connection may carry another's by then. */
  resume(): void {
    (this.#decoder ?? this.#connection)?.resume();
  }

  get #destination(): Destination {
    const { id, transport } = this.request.target;
    return { targetId: id, origin: transport.origin };
  }

  #send(connection: Connection): void {
    this.#connection = connection;
    this.#sent = true;
    this.#after(this.request.target.settings.firstByteMs);
    connection.send(this.#text, this.request.body, this);
  }

  /** How long the body may take. */
  #limit(isStream: boolean): void {
    clearTimeout(this.#timer);
    if (!isStream) this.#after(this.timeouts.totalMs);
    else if (!this.request.isEndless) this.#after(this.timeouts.streamMs);
  }

  #after(ms: number): void {
    this.#timer = setTimeout(() => this.#fail({ kind: 'timeout', sent: true }), ms);
  }

  #fail(failure: Failure): void {
    this.#finish()?.failed(failure);
  }

  /** For what comes out of an event of zlib's, where nobody would catch it. */
  #guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      log.error({ error }, 'An answer of a server could not be taken.');
      this.#fail({ kind: 'broken', sent: true });
    }
  }

  /** The receiver the first time, null ever after. */
  #finish(): Receiver | null {
    if (this.#over) return null;
    this.#over = true;
    clearTimeout(this.#timer);
    this.#decoder?.stop();
    this.#connection?.destroy();
    this.#connection = null;
    this.#giveBack();
    this.leave();
    return this.receiver;
  }
}

function whyNotOpened(error: Error | null): Failure['kind'] {
  if (error?.name === 'RefusedAddress') return 'refused';
  if (error instanceof TooManySockets) return 'overloaded';
  return error !== null && 'code' in error && error.code === 'UND_ERR_CONNECT_TIMEOUT' ? 'timeout' : 'unreachable';
}
