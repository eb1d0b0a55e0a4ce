import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { Connection } from './connection';

/** Opens a connection, with TLS where the target asks for it; refuses addresses that may not be reached. */
export type Connect = buildConnector.connector;

/** Where connections lead: one target's own, so that no answer meant for another can ever be read on them. */
export type Destination = { targetId: string; origin: string };

export type Connected = (error: Error | null, connection: Connection | null) => void;

/** Connections of one server that wait for their next request. */
const IDLE_MAX = 256;
/** Sockets of one server, from the attempt to connect until they are closed: whoever asked may be gone long before. */
const SOCKETS_MAX = 20_000;
const SWEEP_MS = 1_000;

/** A connection that was not opened because its server has as many as it may have. */
export class TooManySockets extends Error {
  override name = 'TooManySockets' as const;
}

/** Keep-alive connections, a pool for each server. Opens at most 20,000 sockets of one server at once. */
export class Pool {
  readonly #idle = new Map<string, Connection[]>();
  readonly #open = new Set<Connection>();
  /** Sockets of each server, with those that are being opened. */
  readonly #sockets = new Map<string, number>();
  readonly #sweeper: NodeJS.Timeout;
  #closed = false;

  constructor(
    readonly connect: Connect,
    readonly socketsMax = SOCKETS_MAX,
  ) {
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  /** An idle connection, the one used last; null when a new one has to be opened. */
  take(to: Destination): Connection | null {
    const idle = this.#idle.get(keyOf(to));
    const now = performance.now();
    for (let one = idle?.pop(); one; one = idle?.pop()) {
      if (one.isOpen && one.idleUntil > now) return one;
      one.destroy();
    }
    return null;
  }

  /**
   * Opens a connection; `connected` is called once, at once where the address may not be reached or TooManySockets are
   * open.
   */
  open(to: Destination, connected: Connected): void {
    const key = keyOf(to);
    if ((this.#sockets.get(key) ?? 0) >= this.socketsMax) {
      connected(new TooManySockets('The server has as many sockets as it may have.'), null);
      return;
    }
    this.#count(key, 1);
    try {
      this.connect(optionsFor(to), (...[error, socket]) => {
        if (!socket) this.#count(key, -1);
        // Out of a socket's event: what throws here would end the process.
        try {
          connected(error, socket && this.#adopt(key, socket));
        } catch {
          socket?.destroy();
        }
      });
    } catch (error) {
      this.#count(key, -1);
      // TLS refuses some names before it tries; the exchange must hear of it.
      connected(error instanceof Error ? error : new Error(String(error)), null);
    }
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#sweeper);
    for (const one of this.#open) one.destroy();
    this.#idle.clear();
  }

  #adopt(key: string, socket: Socket): Connection {
    const connection = new Connection(
      socket,
      (one) => this.#keep(key, one),
      (one) => this.#forget(key, one),
    );
    this.#open.add(connection);
    if (this.#closed) connection.destroy();
    return connection;
  }

  #keep(key: string, connection: Connection): void {
    const idle = this.#idle.get(key) ?? [];
    if (this.#closed || idle.length >= IDLE_MAX) {
      connection.destroy();
      return;
    }
    idle.push(connection);
    this.#idle.set(key, idle);
  }

  #forget(key: string, connection: Connection): void {
    this.#open.delete(connection);
    this.#count(key, -1);
    const idle = this.#idle.get(key);
    const at = idle?.indexOf(connection) ?? -1;
    if (at >= 0) idle?.splice(at, 1);
    if (idle?.length === 0) this.#idle.delete(key);
  }

  #count(key: string, more: number): void {
    const count = (this.#sockets.get(key) ?? 0) + more;
    if (count > 0) this.#sockets.set(key, count);
    else this.#sockets.delete(key);
  }

  #sweep(): void {
    const now = performance.now();
    for (const idle of this.#idle.values()) {
      for (const one of [...idle]) if (one.idleUntil <= now) one.destroy();
    }
  }
}

function optionsFor({ origin }: Destination): Parameters<Connect>[0] {
  const { protocol, host, hostname, port } = new URL(origin);
  const name = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return { protocol, host, hostname: name, port: port || (protocol === 'https:' ? '443' : '80') };
}

function keyOf({ targetId, origin }: Destination): string {
  return `${targetId} ${origin}`;
}
