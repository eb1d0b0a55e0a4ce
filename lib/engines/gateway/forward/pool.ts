import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { Connection } from './connection';

/** Opens a connection, with TLS where the target asks for it; refuses addresses that may not be reached. */
export type Connect = buildConnector.connector;

/** Where connections lead: one server's own, so that no answer meant for another can ever be read on them. */
export type Target = { serverId: string; origin: string };

export type Connected = (error: Error | null, connection: Connection | null) => void;

/** Connections of one server that wait for their next request. */
const IDLE_MAX = 256;
const SWEEP_MS = 1_000;

/** Keep-alive connections, a pool for each server. */
export class Pool {
  readonly #idle = new Map<string, Connection[]>();
  readonly #open = new Set<Connection>();
  readonly #sweeper: NodeJS.Timeout;
  #closed = false;

  constructor(readonly connect: Connect) {
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  /** An idle connection, the one used last; null when a new one has to be opened. */
  take(target: Target): Connection | null {
    const idle = this.#idle.get(keyOf(target));
    const now = performance.now();
    for (let one = idle?.pop(); one; one = idle?.pop()) {
      if (one.isOpen && one.idleUntil > now) return one;
      one.destroy();
    }
    return null;
  }

  /** Opens a connection; `connected` is called once, at once where the address may not be reached. */
  open(target: Target, connected: Connected): void {
    const { protocol, host, hostname, port } = new URL(target.origin);
    const name = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
    const isTls = protocol === 'https:';
    const options = { protocol, host, hostname: name, port: port || (isTls ? '443' : '80') };
    try {
      this.connect(options, (...[error, socket]) => {
        // Out of a socket's event: what throws here would end the process.
        try {
          connected(error, socket && this.#adopt(target, socket));
        } catch {
          socket?.destroy();
        }
      });
    } catch (error) {
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

  #adopt(target: Target, socket: Socket): Connection {
    const key = keyOf(target);
    const connection = new Connection(
      socket,
      (one) => this.#keep(key, one),
      (one) => this.#forget(key, one),
    );
    this.#open.add(connection);
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
    const idle = this.#idle.get(key);
    const at = idle?.indexOf(connection) ?? -1;
    if (at >= 0) idle?.splice(at, 1);
    if (idle?.length === 0) this.#idle.delete(key);
  }

  #sweep(): void {
    const now = performance.now();
    for (const idle of this.#idle.values()) {
      for (const one of [...idle]) if (one.idleUntil <= now) one.destroy();
    }
  }
}

function keyOf({ serverId, origin }: Target): string {
  return `${serverId} ${origin}`;
}
