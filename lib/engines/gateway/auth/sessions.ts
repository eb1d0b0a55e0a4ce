import { randomUUID } from 'node:crypto';
import type { Caller, Endpoint, Target } from '@/lib/engines/gateway/ports';

/** A legacy session: our own id, bound to one grant, one endpoint and the sessions that its targets gave. */
export type Session = {
  readonly id: string;
  readonly grantId: string;
  readonly organisationId: string;
  readonly endpointId: string;
  /** The `Mcp-Session-Id` that each target gave, by the target's id. */
  readonly upstreamIds: ReadonlyMap<string, string>;
  /** The revision that the server agreed to; null until its answer to `initialize` has been read. */
  version: string | null;
  /** The server's answer to `initialize` has been read. */
  isInitialized: boolean;
  /** Requests of the server that the client has yet to answer: JSON of the id, and the method. */
  readonly asked: Map<string, string>;
  /** Requests of the client that are being answered, as JSON of their ids; bounded by what a grant may have under way. */
  readonly inFlight: Set<string>;
  /** Requests and streams of it that are open; while there are any it is not idle. */
  open: number;
  usedAtMs: number;
};

/** Leave to begin one session, counted until it is given back or used. */
export type Seat = {
  /** Begins the session with the one that a target gave, once. */
  begin(target: Target, upstreamId: string): Session;
  leave(): void;
};

/** Why no further session may begin, in a sentence. */
export type SessionsFull = { problem: string; retryAfterMs: number };

export type SessionBounds = {
  /** Of the process. An organisation that holds fewer than `guaranteed` may begin one even beyond. */
  total: number;
  organisation: number;
  guaranteed: number;
  idleMs: number;
  /** Time without use after which a session makes room for another of its grant. */
  idleWhenFullMs: number;
};

const MINUTE_MS = 60_000;
const BOUNDS: SessionBounds = {
  total: 100_000,
  organisation: 10_000,
  guaranteed: 100,
  idleMs: 24 * 60 * MINUTE_MS,
  idleWhenFullMs: 15 * MINUTE_MS,
};
/** Unanswered requests of one server in one session; the oldest is forgotten beyond. */
const ASKED_MAX = 1_000;
/** Characters of such a request's id; what has a longer one cannot be answered. */
const ASKED_LENGTH_MAX = 256;

/** What one grant holds. `begun`: when it began the sessions of the last minute, oldest first. */
type Own = { open: Set<string>; begun: number[]; waiting: number };

/**
 * The sessions of this process. A session says which conversation a message belongs to, never who sent it: the grant is
 * checked on every request. A session ends by DELETE, when the server lost it, after a day without use, or after
 * `idleWhenFullMs` where its grant holds all it may and begins another; none ends to make room for another grant's.
 * Servers that issue no `Mcp-Session-Id` have none. Memory: about 1 kB a session, bounded by `bounds`.
 */
export class Sessions {
  /** In the order of use, the longest unused first. */
  readonly #sessions = new Map<string, Session>();
  readonly #owners = new Map<string, Own>();
  readonly #organisations = new Map<string, number>();
  readonly #listeners: ((session: Session) => void)[] = [];

  constructor(
    /** Milliseconds since 1970. */
    readonly now: () => number,
    readonly bounds: SessionBounds = BOUNDS,
  ) {
    setInterval(() => this.endIdle(), MINUTE_MS).unref();
  }

  /** Leave for this grant to begin one more session, or why there is none. */
  enter(caller: Caller, endpoint: Endpoint): Seat | SessionsFull {
    const own = this.#owners.get(caller.id) ?? { open: new Set(), begun: [], waiting: 0 };
    this.#owners.set(caller.id, own);
    forgetBegun(own, this.now());
    const full = this.#whyFull(caller, endpoint, own);
    if (full) return full;
    own.waiting += 1;
    let waits = true;
    const leave = () => {
      if (waits) own.waiting -= 1;
      waits = false;
    };
    const begin = (target: Target, upstreamId: string) => {
      leave();
      return this.#begin(caller, endpoint, own, new Map([[target.id, upstreamId]]));
    };
    return { begin, leave };
  }

  /** The session of this id; null when there is none or it belongs to another grant or endpoint. */
  find(id: string, caller: Caller, endpoint: Endpoint): Session | null {
    const session = this.#sessions.get(id);
    if (session?.grantId !== caller.id || session.endpointId !== endpoint.id) return null;
    this.#use(session);
    return session;
  }

  /** Counts a request or stream of the session as open; call what is returned once, when it is over. */
  open(session: Session): () => void {
    session.open += 1;
    return () => {
      session.open -= 1;
      if (this.#sessions.has(session.id)) this.#use(session);
    };
  }

  end(session: Session): void {
    if (!this.#sessions.delete(session.id)) return;
    this.#owners.get(session.grantId)?.open.delete(session.id);
    const left = (this.#organisations.get(session.organisationId) ?? 1) - 1;
    if (left > 0) this.#organisations.set(session.organisationId, left);
    else this.#organisations.delete(session.organisationId);
    for (const listener of this.#listeners) listener(session);
  }

  /** Calls the listener with every session that has ended, for whatever reason. */
  onEnd(listener: (session: Session) => void): void {
    this.#listeners.push(listener);
  }

  /** Ends what nobody uses any more, and forgets grants that hold nothing. Linear in what it ends and in the grants. */
  endIdle(): void {
    for (const session of this.#sessions.values()) {
      if (this.#isIdle(session, this.bounds.idleMs)) this.end(session);
      else if (session.open === 0) break;
    }
    for (const [id, own] of this.#owners) {
      forgetBegun(own, this.now());
      if (own.open.size === 0 && own.begun.length === 0 && own.waiting === 0) this.#owners.delete(id);
    }
  }

  #begin(caller: Caller, endpoint: Endpoint, own: Own, upstreamIds: ReadonlyMap<string, string>): Session {
    const { id: grantId, organisationId } = caller;
    const session: Session = {
      id: randomUUID(),
      grantId,
      organisationId,
      endpointId: endpoint.id,
      upstreamIds,
      version: null,
      isInitialized: false,
      asked: new Map(),
      inFlight: new Set(),
      open: 0,
      usedAtMs: this.now(),
    };
    this.#sessions.set(session.id, session);
    own.open.add(session.id);
    own.begun.push(this.now());
    this.#organisations.set(organisationId, (this.#organisations.get(organisationId) ?? 0) + 1);
    return session;
  }

  #use(session: Session): void {
    session.usedAtMs = this.now();
    this.#sessions.delete(session.id);
    this.#sessions.set(session.id, session);
    const open = this.#owners.get(session.grantId)?.open;
    open?.delete(session.id);
    open?.add(session.id);
  }

  #isIdle({ open, usedAtMs }: Session, idleMs: number): boolean {
    return open === 0 && this.now() - usedAtMs >= idleMs;
  }

  #whyFull(caller: Caller, { settings }: Endpoint, own: Own): SessionsFull | null {
    const { sessionsPerMinute, sessionsOpenMax } = settings;
    if (own.begun.length + own.waiting >= sessionsPerMinute) {
      const waitMs = (own.begun[0] ?? this.now()) + MINUTE_MS - this.now();
      return full(`This grant has begun the ${count(sessionsPerMinute)} a minute that this server allows it.`, waitMs);
    }
    if (own.open.size + own.waiting >= sessionsOpenMax) {
      const waitMs = this.#makeRoom(own);
      if (waitMs !== null) return full(`${holdsOpen(sessionsOpenMax)} ${this.#waysOut()}`, waitMs);
    }
    const held = this.#organisations.get(caller.organisationId) ?? 0;
    if (held >= this.bounds.organisation)
      return full(`Your organisation holds open the ${count(this.bounds.organisation)} that it may.`, MINUTE_MS);
    return this.#sessions.size >= this.bounds.total && held >= this.bounds.guaranteed
      ? full('The gateway holds open as many sessions as it can.', MINUTE_MS)
      : null;
  }

  #waysOut(): string {
    return `End one with DELETE; otherwise one makes room after ${this.bounds.idleWhenFullMs / MINUTE_MS} minutes without use.`;
  }

  /** Ends the grant's longest unused session if it has been idle for a while; otherwise says when one will have been. */
  #makeRoom(own: Own): number | null {
    for (const id of own.open) {
      const session = this.#sessions.get(id);
      if (!session || session.open > 0) continue;
      if (!this.#isIdle(session, this.bounds.idleWhenFullMs))
        return session.usedAtMs + this.bounds.idleWhenFullMs - this.now();
      this.end(session);
      return null;
    }
    return this.bounds.idleWhenFullMs;
  }
}

function forgetBegun({ begun }: Own, nowMs: number): void {
  const kept = begun.findIndex((at) => at > nowMs - MINUTE_MS);
  begun.splice(0, kept === -1 ? begun.length : kept);
}

function holdsOpen(sessions: number): string {
  return `This grant holds open the ${count(sessions)} that this server allows it.`;
}

function count(sessions: number): string {
  return sessions === 1 ? 'one session' : `${sessions} sessions`;
}

function full(problem: string, retryAfterMs: number): SessionsFull {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  const retry = seconds === 1 ? 'Try again in a second.' : `Try again in ${seconds} seconds.`;
  return { problem: `${problem} ${retry}`, retryAfterMs };
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
