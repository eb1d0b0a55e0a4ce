import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeGrant, withSettings } from '@/lib/engines/gateway/testing/test-gate';
import { type Scripted, startScripted } from '@/lib/engines/gateway/testing/test-scripted';
import { noteAsked, type Seat, type Session, type SessionBounds, Sessions } from './sessions';

let gate: Scripted;
beforeEach(async () => {
  gate = await startScripted();
});
afterEach(() => gate.close());

test('a question whose id is huge is not remembered', () => {
  const session = started(new Sessions(Date.now), makeGrant('one', null));
  noteAsked(session, 'x'.repeat(300), 'roots/list');
  noteAsked(session, 'q', 'roots/list');
  expect([...session.asked]).toEqual([['"q"', 'roots/list']]);
});

const MINUTE_MS = 60_000;
const bounds: SessionBounds = {
  total: 1_000,
  organisation: 1_000,
  guaranteed: 2,
  idleMs: 60 * MINUTE_MS,
  idleWhenFullMs: 15 * MINUTE_MS,
};

/** Sessions on a clock of their own, and a server that allows three a minute and five open. */
function small(over: Partial<SessionBounds> = {}, settings = { sessionsPerMinute: 3, sessionsOpenMax: 5 }) {
  const clock = { ms: 0 };
  const sessions = new Sessions(() => clock.ms, { ...bounds, ...over });
  return { clock, sessions, server: withSettings(gate.world.endpoint, settings) };
}

function started(sessions: Sessions, grant = makeGrant('one', null), server = gate.world.endpoint): Session {
  const seat = sessions.enter(grant, server);
  if ('problem' in seat) throw new Error(seat.problem);
  return seat.begin(server.target, 'theirs');
}

test('a grant begins as many sessions a minute as its server allows, answered or not, and no more', () => {
  const { clock, sessions, server } = small();
  const grant = makeGrant('one', null);
  const waiting = sessions.enter(grant, server) as Seat;
  for (let at = 0; at < 2; at += 1) started(sessions, grant, server);
  clock.ms = 20_000;
  expect(sessions.enter(grant, server)).toEqual({
    problem: 'This grant has begun the 3 sessions a minute that this server allows it. Try again in 40 seconds.',
    retryAfterMs: 40_000,
  });
  expect(sessions.enter(makeGrant('other', null), server)).toHaveProperty('begin');
  waiting.leave();
  waiting.leave();
  started(sessions, grant, server);
  expect(sessions.enter(grant, server)).toHaveProperty('problem');
  clock.ms = MINUTE_MS;
  expect(sessions.enter(grant, server)).toHaveProperty('begin');
});

test('a grant holds as many sessions open as its server allows; what it does not use for long makes room', () => {
  const { clock, sessions, server } = small({}, { sessionsPerMinute: 10, sessionsOpenMax: 2 });
  const grant = makeGrant('one', null);
  const [first, second] = [started(sessions, grant, server), started(sessions, grant, server)];
  clock.ms = 5 * MINUTE_MS;
  sessions.find(first.id, grant, server);
  expect(sessions.enter(grant, server)).toEqual({
    problem:
      'This grant holds open the 2 sessions that this server allows it. End one with DELETE; otherwise one makes room after 15 minutes without use. Try again in 600 seconds.',
    retryAfterMs: 10 * MINUTE_MS,
  });
  clock.ms = 15 * MINUTE_MS;
  const third = started(sessions, grant, server);
  const found = [first, second, third].map(({ id }) => sessions.find(id, grant, server));
  expect(found).toEqual([first, null, third]);
  sessions.end(first);
  expect(sessions.enter(grant, server)).toHaveProperty('begin');
});

test('a session with an open stream is never idle', () => {
  const { clock, sessions, server } = small({}, { sessionsPerMinute: 10, sessionsOpenMax: 1 });
  const grant = makeGrant('one', null);
  const session = started(sessions, grant, server);
  const close = sessions.open(session);
  clock.ms = 120 * MINUTE_MS;
  sessions.endIdle();
  expect(sessions.enter(grant, server)).toHaveProperty('problem');
  expect(sessions.find(session.id, grant, server)).toBe(session);
  close();
  clock.ms = 240 * MINUTE_MS;
  sessions.endIdle();
  expect(sessions.find(session.id, grant, server)).toBeNull();
});

test('an organisation that holds all it may ends no session of another, and keeps nobody else out', () => {
  const { sessions, server } = small({ total: 10, organisation: 8 }, { sessionsPerMinute: 100, sessionsOpenMax: 100 });
  const own = makeGrant('one', null);
  const other = makeGrant('other', null, { organisationId: 'other' });
  const late = makeGrant('late', null, { organisationId: 'late' });
  const kept = started(sessions, other, server);
  const begun = Array.from({ length: 8 }, () => started(sessions, own, server));
  expect(sessions.enter(own, server)).toMatchObject({
    problem: expect.stringMatching(/^Your organisation holds open the 8/),
  });
  started(sessions, other, server);
  expect(sessions.enter(other, server)).toMatchObject({ problem: expect.stringMatching(/^The gateway holds/) });
  for (let at = 0; at < 2; at += 1) started(sessions, late, server);
  expect(sessions.find(kept.id, other, server)).toBe(kept);
  expect(begun.every(({ id }) => sessions.find(id, own, server) !== null)).toBe(true);
});

test('whoever listens hears of every session that ended, once', () => {
  const { clock, sessions, server } = small();
  const ended: Session[] = [];
  sessions.onEnd((session) => ended.push(session));
  const [one, two] = [started(sessions, undefined, server), started(sessions, undefined, server)];
  sessions.end(one);
  sessions.end(one);
  clock.ms = 61 * MINUTE_MS;
  sessions.endIdle();
  sessions.endIdle();
  expect(ended).toEqual([one, two]);
});
