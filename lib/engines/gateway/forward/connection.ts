import type { Socket } from 'node:net';
import { log } from '@/lib/base/log';
import { type Body, createBody } from './response-body';
import { HEAD_BYTES_MAX, type ResponseHead, readResponseHead, UnreadableHttp } from './response-head';

/** Why an answer is not whole. `stale`: a connection that was used before closed before a byte of the answer. */
export type Breakage = 'stale' | 'broken' | 'unreadable';

/** Takes one answer as it arrives; after `ended` or `broke` nothing follows. */
export interface Answering {
  head(head: ResponseHead): void;
  bytes(part: Buffer): void;
  ended(): void;
  broke(how: Breakage): void;
}

/** Interim answers (1xx) before the answer; more are no honest server's. */
const INTERIM_MAX = 20;
const SWITCHING_PROTOCOLS = 101;
/** Bytes up to which head and body go out as one string, which is one system call and no copy between buffers. */
const ONE_WRITE_MAX = 16 * 1024;

/**
 * One connection to a server: one request at a time, HTTP/1.1. Whatever arrives on the socket, and whatever throws while it
 * is read, ends this connection and the exchange on it and nothing else.
 */
export class Connection {
  readonly #socket: Socket;
  #answering: Answering | null = null;
  #body: Body | null = null;
  #head: ResponseHead | null = null;
  /** Of a head that has come in part. */
  #part: Buffer | null = null;
  #interim = 0;
  #uses = 0;
  #heard = false;
  /** `performance.now()` until which it may be used again. */
  idleUntil = 0;

  constructor(
    socket: Socket,
    /** Called when it can carry the next request. */
    readonly onIdle: (connection: Connection) => void,
    /** Called once, when it is closed. */
    readonly onGone: (connection: Connection) => void,
  ) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => this.#guard(() => this.#read(bytes)));
    socket.on('end', () => this.#guard(() => this.#readEnd()));
    socket.on('error', () => this.#breakOff('broken'));
    socket.on('close', () => {
      this.#breakOff('broken');
      onGone(this);
    });
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed && this.#socket.readable && this.#socket.writable;
  }

  /** Sends a request; `head` is Latin-1 and ends with its blank line. */
  send(head: string, body: Buffer | null, answering: Answering): void {
    const socket = this.#socket;
    this.#answering = answering;
    this.#head = null;
    this.#body = null;
    this.#interim = 0;
    this.#heard = false;
    this.#uses += 1;
    if (!body || body.length <= ONE_WRITE_MAX) {
      socket.write(body ? head + body.toString('latin1') : head, 'latin1');
      return;
    }
    socket.cork();
    socket.write(head, 'latin1');
    socket.write(body);
    socket.uncork();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Closes it at once; the exchange on it hears nothing more. */
  destroy(): void {
    this.#answering = null;
    this.#socket.destroy();
  }

  /** What throws here would otherwise end the process: it comes out of a socket's event. */
  #guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      const isTheirs = error instanceof UnreadableHttp;
      if (!isTheirs) log.error({ error }, 'An answer of a server could not be taken.');
      this.#breakOff(isTheirs ? 'unreadable' : 'broken');
    }
  }

  #breakOff(how: Breakage): void {
    const answering = this.#answering;
    this.#answering = null;
    this.#socket.destroy();
    if (!answering) return;
    try {
      answering.broke(how === 'broken' && !this.#heard && this.#uses > 1 ? 'stale' : how);
    } catch (error) {
      log.error({ error }, 'A broken answer of a server could not be told.');
    }
  }

  #read(bytes: Buffer): void {
    // A server that speaks without being asked would be heard as the answer to the next request.
    if (!this.#answering) {
      this.destroy();
      return;
    }
    this.#heard = true;
    const rest = this.#body ? bytes : this.#readHead(bytes);
    if (rest && this.#body) this.#readBody(this.#body, rest);
  }

  /** What follows the head, or null when the head is not whole or the exchange was ended. */
  #readHead(bytes: Buffer): Buffer | null {
    const all = this.#part ? Buffer.concat([this.#part, bytes]) : bytes;
    const from = this.#part ? Math.max(0, this.#part.length - 3) : 0;
    const end = all.indexOf('\r\n\r\n', from, 'latin1');
    if ((end === -1 ? all.length : end) > HEAD_BYTES_MAX) throw new UnreadableHttp('the head is too long');
    this.#part = end === -1 ? all : null;
    if (end === -1) return null;
    const head = readResponseHead(all.toString('latin1', 0, end));
    const rest = all.subarray(end + 4);
    if (head.status < 200) return this.#passOver(head.status, rest);
    this.#head = head;
    this.#body = createBody(head.framing);
    this.#answering?.head(head);
    return this.#answering ? rest : null;
  }

  #passOver(status: number, rest: Buffer): Buffer | null {
    this.#interim += 1;
    if (status === SWITCHING_PROTOCOLS) throw new UnreadableHttp('nobody asked for another protocol');
    if (this.#interim > INTERIM_MAX) throw new UnreadableHttp('too many interim answers');
    return rest.length === 0 ? null : this.#readHead(rest);
  }

  #readBody(body: Body, bytes: Buffer): void {
    const used = body.push(bytes, (part) => this.#answering?.bytes(part));
    if (this.#answering && body.isOver) this.#finish(used === bytes.length);
  }

  #readEnd(): void {
    if (!this.#answering) this.destroy();
    else if (this.#body?.isWholeAtClose()) this.#finish(false);
    else this.#breakOff('broken');
  }

  /** `isClean`: nothing came after the end of the answer. */
  #finish(isClean: boolean): void {
    const answering = this.#answering;
    const idleMs = this.#head?.idleMs ?? 0;
    const socket = this.#socket;
    this.#answering = null;
    this.#body = null;
    this.#head = null;
    if (isClean && idleMs > 0 && socket.writableLength === 0 && this.isOpen) {
      this.idleUntil = performance.now() + idleMs;
      if (socket.isPaused()) socket.resume();
      // Bytes behind the answer may still be on their way; who sends such is not asked again.
      setImmediate(() => !socket.destroyed && this.onIdle(this));
    } else {
      socket.destroy();
    }
    answering?.ended();
  }
}
