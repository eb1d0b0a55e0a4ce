import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** Bytes that the parser gets at once: the pieces of a body may be one byte long, and each costs a microsecond and more. */
const SLICE_BYTES = 8 * 1024;
/** Time for the slices of all connections, beyond the first of each, in one turn of the event loop. */
const TURN_MS = 1;

/** Gives connections one slice after the other, in rounds. */
class Rounds {
  readonly #waiting = new Set<SlicedSocket>();
  #isScheduled = false;

  add(connection: SlicedSocket): void {
    this.#waiting.add(connection);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#isScheduled = false;
    const until = performance.now() + TURN_MS;
    for (const connection of this.#waiting) {
      // Comes last again where more of it waits.
      this.#waiting.delete(connection);
      connection.hand();
      if (performance.now() > until) break;
    }
    const [next] = this.#waiting;
    if (next) this.add(next);
  }
}

/**
 * A connection of a client as the HTTP parser reads it. The system hands over 64 KiB at once, which may hold eleven
 * thousand pieces of a body: 20 ms in which nobody else is served, and which no limit of ours can interrupt. Here it gets
 * one slice at once, enough for most requests, and the rest in later turns of the event loop, in rounds with all other
 * connections. What waits stays in the socket, which reads no more of it meanwhile. Costs a few microseconds a request.
 */
class SlicedSocket extends Duplex {
  #isWanted = false;

  constructor(
    readonly socket: Socket,
    readonly rounds: Rounds,
  ) {
    super({ allowHalfOpen: true, readableHighWaterMark: SLICE_BYTES });
    socket.on('readable', () => this.hand());
    // Comes after the last byte was read.
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
    socket.on('timeout', () => this.emit('timeout'));
  }

  get remoteAddress(): string | undefined {
    return this.socket.remoteAddress;
  }

  /** As a socket does: `heard` is called after so many milliseconds without traffic. */
  setTimeout(ms: number, heard?: () => void): this {
    if (heard) this.once('timeout', heard);
    this.socket.setTimeout(ms);
    return this;
  }

  /** Ends once everything is written; the HTTP server asks for it after the last answer. */
  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  /** Hands over one slice where it is wanted. */
  hand(): void {
    if (!this.#isWanted || this.destroyed) return;
    const { socket } = this;
    const slice: Buffer | null = socket.read(Math.min(SLICE_BYTES, socket.readableLength));
    if (slice !== null) this.#isWanted = this.push(slice);
    if (socket.readableLength === 0) socket.read(0);
    else if (this.#isWanted) this.rounds.add(this);
  }

  override _read(): void {
    this.#isWanted = true;
    if (this.socket.readableLength > 0) this.rounds.add(this);
    else this.socket.read(0);
  }

  override _write(chunk: Buffer | string, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.socket.write(chunk, encoding, done);
  }

  override _writev(
    chunks: { chunk: Buffer | string; encoding: BufferEncoding }[],
    done: (error?: Error | null) => void,
  ): void {
    this.socket.cork();
    const last = chunks.at(-1);
    for (const { chunk, encoding } of chunks.slice(0, -1)) this.socket.write(chunk, encoding);
    if (last) this.socket.write(last.chunk, last.encoding, done);
    else done();
    this.socket.uncork();
  }

  override _final(done: () => void): void {
    this.socket.end(done);
  }

  /** Closed once the connection is. */
  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (this.socket.closed) {
      done(error);
      return;
    }
    this.socket.once('close', () => done(error));
    this.socket.destroy();
  }
}

/** From now on the server reads every connection in slices; `opened` hears of each before the server does. */
export function sliceConnections(server: Server, opened: (connection: Duplex) => void): void {
  const rounds = new Rounds();
  const listeners = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const connection = new SlicedSocket(socket, rounds);
    opened(connection);
    for (const listener of listeners) listener.call(server, connection);
  });
}
