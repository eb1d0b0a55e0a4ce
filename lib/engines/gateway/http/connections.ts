import type { Duplex } from 'node:stream';
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
  const strangers = new Set<Duplex>();
  const owners = new WeakMap<Duplex, Owner>();
  const known = new Shares(limits.known);

  function open(connection: Duplex): void {
    strangers.add(connection);
    connection.once('close', () => close(connection));
    const [oldest] = strangers;
    if (strangers.size <= limits.strangers || !oldest) return;
    strangers.delete(oldest);
    oldest.destroy();
  }

  function close(connection: Duplex): void {
    strangers.delete(connection);
    const owner = owners.get(connection);
    if (owner) known.give(owner, 1);
    owners.delete(connection);
  }

  return {
    /** Counts a new one, which may close the oldest without a grant. */
    open,
    /** Counts a connection as its first valid grant's; otherwise says what is used up. */
    prove(connection: Duplex, { id, organisationId }: Owner): Full | null {
      if (!strangers.has(connection)) return null;
      const full = known.take({ id, organisationId }, 1);
      if (full) return full;
      strangers.delete(connection);
      owners.set(connection, { id, organisationId });
      return null;
    },
  };
}
