import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { log } from '@/lib/base/log';
import {
  ASKED_MAX,
  askedKey,
  MINUTE_MS,
  SESSION_BOUNDS,
  type SessionBounds,
  sessionsFull,
} from '@/lib/engines/gateway/auth/session-bounds';
import type { Seat, Session, SessionStore, SessionsFull } from '@/lib/engines/gateway/auth/session-store';
import type { Caller, Endpoint } from '@/lib/engines/gateway/ports';
import { run } from './redis-script';
import * as script from './redis-sessions.lua';

type Options = {
  /** Before every key, in braces: a cluster then keeps all of them in one slot. */
  prefix?: string;
  /** Milliseconds since 1970; absent: the store's clock, which all gateways share. */
  now?: () => number;
  bounds?: SessionBounds;
};

/** Whose session it is; a script has the keys of all of these. */
type Owner = { grant: string; organisation: string };

type Values = (string | number)[];

/** What this process has of a session. `usedAtMs`: by `performance.now()`. */
type Local = { session: Session; open: number; usedAtMs: number };

const Entered = z.tuple([z.enum(['', 'minute', 'grant', 'organisation', 'gateway']), z.string()]).rest(z.string());
const Found = z.union([z.tuple([]), z.tuple([z.enum(['seat', 'open']), z.string(), z.string()])]);
const Upstreams = z.record(z.string(), z.string());

/** Between looks at a session that another process begins, until its server has answered. */
const BEGINNING_MS = 25;
const LOOKS_MAX = 40;

/**
 * Sessions in Redis or Valkey, known to every gateway process and kept over their restarts: one round trip to find one.
 * A client learns of a session with the answer to `initialize`; a process that is asked for it before the store has heard of
 * that answer waits for it, up to a second. Ids that are being answered are known to their process only.
 */
export class RedisSessions implements SessionStore {
  /** Of sessions that this process was asked for lately. */
  readonly #local = new Map<string, Local>();
  readonly #owners = new WeakMap<Session, Owner>();
  readonly #listeners: ((id: string) => void)[] = [];
  readonly #prefix: string;
  readonly #now: () => number | '';
  readonly #bounds: SessionBounds;
  readonly #timer: NodeJS.Timeout;

  constructor(
    readonly redis: Redis,
    { prefix = 'policylayer', now, bounds = SESSION_BOUNDS }: Options = {},
  ) {
    this.#prefix = `{${prefix}}:sessions`;
    this.#now = now ?? (() => '');
    this.#bounds = bounds;
    this.#timer = setInterval(() => this.#later(this.endIdle()), MINUTE_MS).unref();
  }

  async enter(caller: Caller, { id: endpointId, settings }: Endpoint): Promise<Seat | SessionsFull> {
    const id = randomUUID();
    const owner = { grant: caller.id, organisation: caller.organisationId };
    const { sessionsPerMinute, sessionsOpenMax } = settings;
    const { organisation, total, guaranteed, idleMs, idleWhenFullMs } = this.#bounds;
    const values = [id, sessionsPerMinute, sessionsOpenMax, organisation, total, guaranteed, idleMs, idleWhenFullMs];
    const said = await this.#run(script.enterScript, owner, id, ...values, owner.grant, owner.organisation, endpointId);
    const [used, waitMs, room] = Entered.parse(said);
    if (room) this.#forget(room, owner);
    if (used !== '') return sessionsFull(used, Number(waitMs), settings, this.#bounds);
    let waits = true;
    return {
      begin: (target, upstreamId) => {
        waits = false;
        return this.#know(id, owner, endpointId, new Map([[target.id, upstreamId]]));
      },
      leave: () => {
        if (waits) this.#later(this.#tell(script.leaveScript, owner, id, id));
        waits = false;
      },
    };
  }

  async find(id: string, caller: Caller, endpoint: Endpoint): Promise<Session | null> {
    for (let look = 0; look < LOOKS_MAX; look += 1) {
      const found = await this.#look(id, caller, endpoint);
      if (found !== 'beginning') return found;
      await delay(BEGINNING_MS);
    }
    return null;
  }

  async #look(id: string, caller: Caller, { id: endpointId }: Endpoint): Promise<Session | 'beginning' | null> {
    const owner = { grant: caller.id, organisation: caller.organisationId };
    const values = [id, owner.grant, endpointId, owner.organisation, this.#bounds.idleMs];
    const [state, upstreams = '', version = ''] = Found.parse(await this.#run(script.findScript, owner, id, ...values));
    if (state === undefined) return null;
    const known = this.#local.get(id);
    if (known) known.usedAtMs = performance.now();
    if (state === 'seat') return known?.session ?? 'beginning';
    const ids = () => new Map(Object.entries(Upstreams.parse(JSON.parse(upstreams))));
    const session = known?.session ?? this.#know(id, owner, endpointId, ids());
    session.version = version === '' ? null : version;
    session.isInitialized = true;
    return session;
  }

  open(session: Session): () => void {
    const { id } = session;
    const local = this.#local.get(id);
    if (!local) return () => {};
    local.open += 1;
    return () => {
      local.open -= 1;
      local.usedAtMs = performance.now();
      this.#later(this.#tell(script.touchScript, this.#ownerOf(session), id, id));
    };
  }

  settle(session: Session, version: string | null): void {
    session.isInitialized = true;
    session.version = version ?? session.version;
    const upstreams = JSON.stringify(Object.fromEntries(session.upstreamIds));
    const owner = this.#ownerOf(session);
    const { id } = session;
    this.#later(this.#tell(script.settleScript, owner, id, id, upstreams, session.version ?? ''));
  }

  noteAsked(session: Session, question: unknown, method: string): void {
    const key = askedKey(question);
    if (key === null) return;
    const owner = this.#ownerOf(session);
    const keptMs = 2 * this.#bounds.idleMs;
    this.#later(this.#tell(script.askScript, owner, session.id, key, method, ASKED_MAX, keptMs));
  }

  async takeAsked(session: Session, question: unknown): Promise<string | null> {
    const key = askedKey(question);
    if (key === null) return null;
    const said = await this.#run(script.answerScript, this.#ownerOf(session), session.id, key);
    return z.string().nullable().parse(said);
  }

  end(session: Session): void {
    this.#forget(session.id, this.#ownerOf(session));
  }

  onEnd(listener: (id: string) => void): void {
    this.#listeners.push(listener);
  }

  /** Keeps what is open from being idle, and ends what nobody uses any more, in whatever process it began. */
  async endIdle(): Promise<void> {
    const oldest = performance.now() - this.#bounds.idleWhenFullMs;
    for (const [id, { session, open, usedAtMs }] of this.#local) {
      if (open > 0) await this.#tell(script.touchScript, this.#ownerOf(session), id, id);
      else if (usedAtMs < oldest) this.#local.delete(id);
    }
    const none = { grant: '', organisation: '' };
    const said = await this.#run(script.idleScript, none, '', this.#bounds.idleMs, `${this.#prefix}:record:`);
    const idle = z.array(z.string()).parse(said);
    for (let at = 0; at < idle.length; at += 3) {
      const [id = '', grant = '', organisation = ''] = idle.slice(at, at + 3);
      await this.#drop(id, { grant, organisation });
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #know(id: string, owner: Owner, endpointId: string, upstreamIds: ReadonlyMap<string, string>): Session {
    const own = { grantId: owner.grant, endpointId, upstreamIds };
    const session: Session = { id, ...own, version: null, isInitialized: false, inFlight: new Set() };
    this.#local.set(id, { session, open: 0, usedAtMs: performance.now() });
    this.#owners.set(session, owner);
    return session;
  }

  #forget(id: string, owner: Owner): void {
    this.#local.delete(id);
    this.#later(this.#drop(id, owner));
  }

  /** Listeners hear of it from the one process whose command ended it. */
  async #drop(id: string, owner: Owner): Promise<void> {
    this.#local.delete(id);
    if ((await this.#tell(script.endScript, owner, id, id)) !== 1) return;
    for (const listener of this.#listeners) listener(id);
  }

  #ownerOf(session: Session): Owner {
    return this.#owners.get(session) ?? { grant: session.grantId, organisation: '' };
  }

  #run(text: string, owner: Owner, id: string, ...values: Values): Promise<unknown> {
    return run(this.redis, text, this.#keysOf(owner, id), [this.#now(), ...values]);
  }

  /** As a whole text: one that is sent by its hash may be sent again, behind what was asked after it. */
  #tell(text: string, owner: Owner, id: string, ...values: Values): Promise<unknown> {
    const keys = this.#keysOf(owner, id);
    return this.redis.eval(text, keys.length, ...keys, this.#now(), ...values);
  }

  #keysOf({ grant, organisation }: Owner, id: string): string[] {
    const of = (kind: string, name: string) => `${this.#prefix}:${kind}:${name}`;
    const sets = [`${this.#prefix}:all`, of('grant', grant), of('organisation', organisation), of('begun', grant)];
    return [...sets, of('record', id), of('asked', id)];
  }

  /** Nobody waits for it: what the store did not hear is refused when it is asked for. */
  #later(done: Promise<unknown>): void {
    done.catch((error: unknown) => log.warn({ error }, 'The store of the sessions did not hear of a change.'));
  }
}
