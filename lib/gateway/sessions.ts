import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { GrantEntry, ServerEntry } from './ports';

/** A legacy session: our own id, bound to one grant and to the session the upstream server gave. */
export type Session = {
  id: string;
  grantId: string;
  serverId: string;
  upstreamId: string;
  /** Requests of the server that the client has yet to answer: JSON of the id, and the method. */
  asked: Map<string, string>;
};

export type Sessions = ReturnType<typeof createSessions>;

const SESSIONS_MAX = 100_000;
/** Of one grant; beyond, its own oldest is forgotten, so that no agent ends the sessions of others. */
const SESSIONS_OF_GRANT_MAX = 1_000;
const IDLE_MS = 24 * 60 * 60 * 1_000;
/** Unanswered requests of one server in one session; the oldest is forgotten beyond. */
const ASKED_MAX = 1_000;
/** Characters of such a request's id; what has a longer one cannot be answered. */
const ASKED_LENGTH_MAX = 256;

/**
 * The sessions of this process. A session says which conversation a message belongs to, never who sent it: the grant is
 * checked on every request. The least recently used are forgotten beyond 100,000; their clients are told to begin anew.
 */
export function createSessions() {
  const ofGrant = new Map<string, Set<string>>();
  const sessions = new LRUCache<string, Session>({
    max: SESSIONS_MAX,
    ttl: IDLE_MS,
    updateAgeOnGet: true,
    dispose: ({ id, grantId }) => {
      const own = ofGrant.get(grantId);
      own?.delete(id);
      if (own?.size === 0) ofGrant.delete(grantId);
    },
  });

  function remember(session: Session): void {
    sessions.set(session.id, session);
    const own = ofGrant.get(session.grantId) ?? new Set();
    ofGrant.set(session.grantId, own.add(session.id));
    const [oldest] = own;
    if (own.size > SESSIONS_OF_GRANT_MAX && oldest !== undefined) sessions.delete(oldest);
  }

  return {
    begin(grant: GrantEntry, server: ServerEntry, upstreamId: string): Session {
      const session = {
        id: randomUUID(),
        grantId: grant.id,
        serverId: server.id,
        upstreamId,
        asked: new Map<string, string>(),
      };
      remember(session);
      return session;
    },
    /** The session of this id; null when there is none or it belongs to another grant or server. */
    find(id: string, grant: GrantEntry, server: ServerEntry): Session | null {
      const session = sessions.get(id);
      return session?.grantId === grant.id && session.serverId === server.id ? session : null;
    },
    end(session: Session): void {
      sessions.delete(session.id);
    },
  };
}

/** Remembers that the server asked the client something on this session. */
export function noteAsked(session: Session, id: unknown, method: string): void {
  const key = JSON.stringify(id);
  if (key.length > ASKED_LENGTH_MAX) return;
  session.asked.set(key, method);
  if (session.asked.size <= ASKED_MAX) return;
  const [oldest] = session.asked.keys();
  if (oldest !== undefined) session.asked.delete(oldest);
}
