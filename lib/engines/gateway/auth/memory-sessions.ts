import { randomUUID } from 'node:crypto';
import type { Seat, Session, SessionStore, SessionsFull } from '@/lib/engines/gateway/auth/session-store';
import type { Caller, Endpoint, Target } from '@/lib/engines/gateway/ports';
import { ASKED_MAX, askedKey, MINUTE_MS, SESSION_BOUNDS, type SessionBounds, sessionsFull } from './session-bounds';

/** As this store keeps it. `asked`: by the key of their ids, what its servers asked and the client has yet to answer. */
type Held = Session & {
  readonly organisationId: string;
  readonly asked: Map<string, string>;
  open: number;
  usedAtMs: number;
};

/** What one grant holds. `begun`: when it began the sessions of the last minute, oldest first. */
type Own = { open: Set<string>; begun: number[]; waiting: number };

/**
 * The sessions of this process. A session says which conversation a message belongs to, never who sent it: the grant is
 * checked on every request. A session ends by DELETE, when the server lost it, after a day without use, or after
 * `idleWhenFullMs` where its grant holds all it may and begins another; none ends to make room for another grant's.
 * Servers that issue no `Mcp-Session-Id` have none. Memory: about 1 kB a session, bounded by `bounds`.
 */
export class MemorySessions implements SessionStore {
  /** In the order of use, the longest unused first. */
  readonly #sessions = new Map<string, Held>();
  readonly #owners = new Map<string, Own>();
  readonly #organisations = new Map<string, number>();
  readonly #listeners: ((id: string) => void)[] = [];

  constructor(
    /** Milliseconds since 1970. */
    readonly now: () => number,
    readonly bounds: SessionBounds = SESSION_BOUNDS,
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
  open({ id }: Session): () => void {
    const session = this.#sessions.get(id);
    if (!session) return () => {};
    session.open += 1;
    return () => {
      session.open -= 1;
      if (this.#sessions.has(id)) this.#use(session);
    };
  }

  settle(session: Session, version: string | null): void {
    session.isInitialized = true;
    session.version = version ?? session.version;
  }

  noteAsked({ id }: Session, question: unknown, method: string): void {
    const asked = this.#sessions.get(id)?.asked;
    const key = askedKey(question);
    if (!asked || key === null) return;
    asked.set(key, method);
    if (asked.size <= ASKED_MAX) return;
    const [oldest] = asked.keys();
    if (oldest !== undefined) asked.delete(oldest);
  }

  takeAsked({ id }: Session, question: unknown): string | null {
    const asked = this.#sessions.get(id)?.asked;
    const key = askedKey(question);
    const method = key === null ? undefined : asked?.get(key);
    if (key !== null) asked?.delete(key);
    return method ?? null;
  }

  end({ id }: Session): void {
    const session = this.#sessions.get(id);
    if (!session || !this.#sessions.delete(id)) return;
    this.#owners.get(session.grantId)?.open.delete(session.id);
    const left = (this.#organisations.get(session.organisationId) ?? 1) - 1;
    if (left > 0) this.#organisations.set(session.organisationId, left);
    else this.#organisations.delete(session.organisationId);
    for (const listener of this.#listeners) listener(id);
  }

  onEnd(listener: (id: string) => void): void {
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

  #begin(caller: Caller, endpoint: Endpoint, own: Own, upstreamIds: ReadonlyMap<string, string>): Held {
    const { id: grantId, organisationId } = caller;
    const session: Held = {
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

  #use(session: Held): void {
    session.usedAtMs = this.now();
    this.#sessions.delete(session.id);
    this.#sessions.set(session.id, session);
    const open = this.#owners.get(session.grantId)?.open;
    open?.delete(session.id);
    open?.add(session.id);
  }

  #isIdle({ open, usedAtMs }: Held, idleMs: number): boolean {
    return open === 0 && this.now() - usedAtMs >= idleMs;
  }

  #whyFull(caller: Caller, { settings }: Endpoint, own: Own): SessionsFull | null {
    const { sessionsPerMinute, sessionsOpenMax } = settings;
    const { bounds } = this;
    if (own.begun.length + own.waiting >= sessionsPerMinute) {
      const waitMs = (own.begun[0] ?? this.now()) + MINUTE_MS - this.now();
      return sessionsFull('minute', waitMs, settings, bounds);
    }
    if (own.open.size + own.waiting >= sessionsOpenMax) {
      const waitMs = this.#makeRoom(own);
      if (waitMs !== null) return sessionsFull('grant', waitMs, settings, bounds);
    }
    const held = this.#organisations.get(caller.organisationId) ?? 0;
    if (held >= bounds.organisation) return sessionsFull('organisation', MINUTE_MS, settings, bounds);
    const isFull = this.#sessions.size >= bounds.total && held >= bounds.guaranteed;
    return isFull ? sessionsFull('gateway', MINUTE_MS, settings, bounds) : null;
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
