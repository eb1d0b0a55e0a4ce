import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { type Full, type Owner, Shares } from './budget';

/** Connections on which no valid grant was sent yet; beyond, the oldest is closed. */
const STRANGERS_MAX = 2_000;
/** Connections of grants, idle ones and streams included. One organisation alone: 12,000. */
const KNOWN = { total: 48_000, grant: 12_000 };

export type Connections = ReturnType<typeof createConnections>;

/**
 * The open connections. Who sends no valid grant cannot keep others out: a new connection takes the place of the oldest
 * without one, so that a client has as long to send its first request as 2,000 others take to connect.
 */
export function createConnections(limits = { strangers: STRANGERS_MAX, known: KNOWN }) {
  const strangers = new Set<Socket>();
  const owners = new WeakMap<Socket, Owner>();
  const known = new Shares(limits.known);

  function open(socket: Socket): void {
    strangers.add(socket);
    socket.once('close', () => close(socket));
    const [oldest] = strangers;
    if (strangers.size <= limits.strangers || !oldest) return;
    strangers.delete(oldest);
    oldest.destroy();
  }

  function close(socket: Socket): void {
    strangers.delete(socket);
    const owner = owners.get(socket);
    if (owner) known.give(owner, 1);
    owners.delete(socket);
  }

  return {
    watch: (server: Server) => void server.on('connection', open),
    /** Counts a connection as its first valid grant's; otherwise says what is used up. */
    prove(socket: Socket, { id, organisationId }: Owner): Full | null {
      if (!strangers.has(socket)) return null;
      const full = known.take({ id, organisationId }, 1);
      if (full) return full;
      strangers.delete(socket);
      owners.set(socket, { id, organisationId });
      return null;
    },
  };
}
