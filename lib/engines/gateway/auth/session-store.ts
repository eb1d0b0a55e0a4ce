import type { Caller, Endpoint, Target } from '@/lib/engines/gateway/ports';

// The port of sessions, which memory-sessions.ts and gateway-store answer.

/** A session of the legacy era, with our own id, as one process holds it: the same object as long as it knows the session. */
export type Session = {
  readonly id: string;
  readonly grantId: string;
  readonly endpointId: string;
  /** The `Mcp-Session-Id` that each target gave, by the target's id. */
  readonly upstreamIds: ReadonlyMap<string, string>;
  /** The revision that the server agreed to; null until its answer to `initialize` has been read, and where it named none. */
  version: string | null;
  /** The server's answer to `initialize` has been read. */
  isInitialized: boolean;
  /** Requests of this process that are being answered, as JSON of their ids; bounded by what a grant may have under way. */
  readonly inFlight: Set<string>;
};

/** Leave to begin one session, counted until it is given back or used. */
export type Seat = {
  /** Begins the session with the one that a target gave, once. */
  begin(target: Target, upstreamId: string): Session;
  leave(): void;
};

/** Why no further session may begin, in a sentence, with the milliseconds to wait. */
export type SessionsFull = { problem: string; retryAfterMs: number };

/**
 * Sessions say which conversation a message belongs to, never who sent it: the caller is authenticated with each request,
 * and a session is found by the grant that began it, at the endpoint where it did, and by no other. A session ends by
 * `end`, after `idleMs` without use, or after `idleWhenFullMs` where its grant holds all it may and begins another; none
 * ends to make room for another grant's, and one that has something open is not idle. Promises only where the store is
 * elsewhere; they reject while it is away, and the request is refused.
 */
export interface SessionStore {
  /** Leave for a caller to begin one more, within the endpoint's settings and the store's bounds, or why there is none. */
  enter(caller: Caller, endpoint: Endpoint): Seat | SessionsFull | Promise<Seat | SessionsFull>;
  /** Null where there is none of this id, or it is another grant's or endpoint's. Counts as use. */
  find(id: string, caller: Caller, endpoint: Endpoint): Session | null | Promise<Session | null>;
  /** Counts a request or stream of the session as open; call what is returned once, when it is over. */
  open(session: Session): () => void;
  /** The server answered `initialize`; `version`: what it agreed to, where it named one. */
  settle(session: Session, version: string | null): void;
  /** The server asked the client something on this session, under an id of at most 256 characters as JSON. */
  noteAsked(session: Session, id: unknown, method: string): void;
  /** The method that was asked under an id, once: null for whatever was not asked on this session. */
  takeAsked(session: Session, id: unknown): string | null | Promise<string | null>;
  /** At once for this process. */
  end(session: Session): void;
  /** Calls the listener with the id of every session that has ended, for whatever reason, once. */
  onEnd(listener: (id: string) => void): void;
}
