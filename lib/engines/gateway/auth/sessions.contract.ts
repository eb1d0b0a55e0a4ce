import { describe, expect, test } from 'vitest';
import type { Seat, Session, SessionStore, SessionsFull } from '@/lib/engines/gateway/auth/session-store';
import type { Caller, Endpoint, Target } from '@/lib/engines/gateway/ports';
import type { SessionBounds } from './session-bounds';

/** A store on a clock that the test sets. `elsewhere`: the same sessions as another process finds them. */
type Made = {
  clock: { ms: number };
  sessions: SessionStore & { endIdle(): void | Promise<void> };
  elsewhere: SessionStore;
};
type Make = (bounds: SessionBounds) => Made;

const MINUTE_MS = 60_000;
const bounds: SessionBounds = {
  total: 1_000,
  organisation: 1_000,
  guaranteed: 2,
  idleMs: 60 * MINUTE_MS,
  idleWhenFullMs: 15 * MINUTE_MS,
};

const callerOf = (id: string, organisationId = 'organisation') => ({ id, organisationId }) as Caller;
const target = { id: 'target' } as Target;
const endpointOf = (settings: Partial<Endpoint['settings']> = {}, id = 'endpoint'): Endpoint => ({
  id,
  organisationId: 'organisation',
  settings: { bodyBytesMax: 1, sessionsPerMinute: 100, sessionsOpenMax: 100, ...settings },
  target,
});
const caller = callerOf('one');

async function seatOf({ sessions }: Made, by: Caller, endpoint: Endpoint): Promise<Seat> {
  const seat = await sessions.enter(by, endpoint);
  if ('problem' in seat) throw new Error(seat.problem);
  return seat;
}

async function begun(made: Made, by = caller, endpoint = endpointOf(), version = '2025-11-25'): Promise<Session> {
  const session = (await seatOf(made, by, endpoint)).begin(target, 'theirs');
  made.sessions.settle(session, version);
  return session;
}

/** Why a caller may begin none; null: it may. Leaves the seat that it takes. */
async function refused({ sessions }: Made, by: Caller, endpoint: Endpoint): Promise<SessionsFull | null> {
  const seat = await sessions.enter(by, endpoint);
  if ('problem' in seat) return seat;
  seat.leave();
  return null;
}

/** What every store of sessions must guarantee, in memory or shared. */
export function sessionContract(make: Make): void {
  describe('finding', () => finding(make));
  describe('questions', () => questions(make));
  describe('bounds', () => sharedBounds(make));
  describe('ending', () => ending(make));
}

function finding(make: Make): void {
  test('a session is found by the grant that began it, where it began it, and by no other', async () => {
    const made = make(bounds);
    const session = await begun(made);
    for (const store of [made.sessions, made.elsewhere]) {
      const found = await store.find(session.id, caller, endpointOf());
      expect(found).toMatchObject({ id: session.id, grantId: 'one', endpointId: 'endpoint', version: '2025-11-25' });
      expect([...(found?.upstreamIds ?? [])]).toEqual([['target', 'theirs']]);
      expect(await store.find(session.id, callerOf('other'), endpointOf())).toBeNull();
      expect(await store.find(session.id, callerOf('one', 'other'), endpointOf({}, 'elsewhere'))).toBeNull();
      expect(await store.find('theirs', caller, endpointOf())).toBeNull();
      expect(await store.find(session.id, caller, endpointOf())).toBe(found);
    }
  });

  test('a session is known elsewhere as soon as its server has answered, also where it named no version', async () => {
    const made = make(bounds);
    const session = (await seatOf(made, caller, endpointOf())).begin(target, 'theirs');
    const found = made.elsewhere.find(session.id, caller, endpointOf());
    made.sessions.settle(session, null);
    expect(await found).toMatchObject({ id: session.id, version: null, isInitialized: true });
  });

  test('a session that ended is found nowhere', async () => {
    const made = make(bounds);
    const session = await begun(made);
    made.sessions.end(session);
    for (const store of [made.sessions, made.elsewhere]) {
      expect(await store.find(session.id, caller, endpointOf())).toBeNull();
    }
  });
}

function questions(make: Make): void {
  test('what a server asked is answered once, on its session, wherever the answer comes', async () => {
    const made = make(bounds);
    const [session, other] = [await begun(made), await begun(made)];
    const found = (await made.elsewhere.find(session.id, caller, endpointOf())) ?? session;
    made.sessions.noteAsked(session, 'q', 'roots/list');
    made.sessions.noteAsked(session, 1, 'ping');
    expect(await made.sessions.takeAsked(other, 'q')).toBeNull();
    for (const id of ['1', 'Q', null]) expect(await made.sessions.takeAsked(session, id)).toBeNull();
    const taken = [made.elsewhere.takeAsked(found, 'q'), made.elsewhere.takeAsked(found, 'q')];
    expect(await Promise.all(taken)).toEqual(['roots/list', null]);
    expect(await made.sessions.takeAsked(session, 1)).toBe('ping');
  });

  test('a question whose id is huge is not remembered', async () => {
    const made = make(bounds);
    const session = await begun(made);
    made.sessions.noteAsked(session, 'x'.repeat(300), 'roots/list');
    expect(await made.sessions.takeAsked(session, 'x'.repeat(300))).toBeNull();
  });
}

function sharedBounds(make: Make): void {
  test('a grant begins as many sessions a minute as its server allows, answered or not, and no more', async () => {
    const made = make(bounds);
    const endpoint = endpointOf({ sessionsPerMinute: 3 });
    const waiting = await seatOf(made, caller, endpoint);
    for (let at = 0; at < 2; at += 1) await begun(made, caller, endpoint);
    made.clock.ms += 20_000;
    expect(await made.sessions.enter(caller, endpoint)).toEqual({
      problem: 'This grant has begun the 3 sessions a minute that this server allows it. Try again in 40 seconds.',
      retryAfterMs: 40_000,
    });
    expect(await refused(made, callerOf('other'), endpoint)).toBeNull();
    waiting.leave();
    waiting.leave();
    await begun(made, caller, endpoint);
    expect(await refused(made, caller, endpoint)).not.toBeNull();
    made.clock.ms += 40_000;
    expect(await refused(made, caller, endpoint)).toBeNull();
  });

  test('a grant holds as many open as its server allows; what it does not use for long makes room', async () => {
    const made = make(bounds);
    const { clock, sessions } = made;
    const endpoint = endpointOf({ sessionsOpenMax: 2 });
    const [first, second] = [await begun(made, caller, endpoint), await begun(made, caller, endpoint)];
    clock.ms += 5 * MINUTE_MS;
    await sessions.find(first.id, caller, endpoint);
    expect(await sessions.enter(caller, endpoint)).toEqual({
      problem:
        'This grant holds open the 2 sessions that this server allows it. End one with DELETE; otherwise one makes room after 15 minutes without use. Try again in 600 seconds.',
      retryAfterMs: 10 * MINUTE_MS,
    });
    clock.ms += 10 * MINUTE_MS;
    const third = await begun(made, caller, endpoint);
    const found = [first, second, third].map(async ({ id }) => sessions.find(id, caller, endpoint));
    expect(await Promise.all(found)).toEqual([first, null, third]);
    sessions.end(first);
    expect(await refused(made, caller, endpoint)).toBeNull();
  });

  test('an organisation that holds all it may ends no session of another, and keeps nobody else out', async () => {
    const made = make({ ...bounds, total: 10, organisation: 8 });
    const endpoint = endpointOf();
    const [other, late] = [callerOf('other', 'other'), callerOf('late', 'late')];
    const kept = await begun(made, other);
    const own = [];
    for (let at = 0; at < 8; at += 1) own.push(await begun(made));
    expect((await refused(made, caller, endpoint))?.problem).toMatch(/^Your organisation holds open the 8/);
    await begun(made, other);
    expect((await refused(made, other, endpoint))?.problem).toMatch(/^The gateway holds/);
    for (let at = 0; at < 2; at += 1) await begun(made, late);
    expect(await made.sessions.find(kept.id, other, endpoint)).toBe(kept);
    for (const { id } of own) expect(await made.sessions.find(id, caller, endpoint)).not.toBeNull();
  });
}

function ending(make: Make): void {
  test('a session with something open is never idle, and is again once that is over', async () => {
    const made = make(bounds);
    const { clock, sessions } = made;
    const endpoint = endpointOf({ sessionsOpenMax: 1 });
    const session = await begun(made, caller, endpoint);
    const close = sessions.open(session);
    for (let at = 0; at < 12; at += 1) {
      clock.ms += 10 * MINUTE_MS;
      await sessions.endIdle();
    }
    expect(await refused(made, caller, endpoint)).not.toBeNull();
    expect(await sessions.find(session.id, caller, endpoint)).toBe(session);
    close();
    clock.ms += 61 * MINUTE_MS;
    await sessions.endIdle();
    expect(await sessions.find(session.id, caller, endpoint)).toBeNull();
  });

  test('whoever listens hears of every session that ended, once', async () => {
    const made = make(bounds);
    const { clock, sessions, elsewhere } = made;
    const ended: string[] = [];
    for (const store of new Set([sessions, elsewhere])) store.onEnd((id) => ended.push(id));
    const [one, two] = [await begun(made), await begun(made)];
    const found = (await elsewhere.find(one.id, caller, endpointOf())) ?? one;
    sessions.end(one);
    elsewhere.end(found);
    await expect.poll(() => ended).toEqual([one.id]);
    clock.ms += 61 * MINUTE_MS;
    await sessions.endIdle();
    await sessions.endIdle();
    expect(ended).toEqual([one.id, two.id]);
  });
}
