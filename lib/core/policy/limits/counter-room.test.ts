import { expect, test } from 'vitest';
import { CounterRoom } from './counter-room';
import { limitMessage } from './limit';
import { createMemoryCounters } from './memory-counters';
import { SlidingWindow } from './memory-window';

const owner = { organisation: 'o', grant: 'g' };

test('what is remembered of counters that are gone stays in proportion to those that are there, and none is forgotten', () => {
  const ends = new Map<string, number>();
  const looks: string[] = [];
  const room = new CounterRoom(10_000, undefined, {
    endOf: (name) => {
      looks.push(name);
      return ends.get(name) ?? null;
    },
    drop: (name) => {
      ends.delete(name);
      room.leave(owner);
    },
  });
  ends.set('kept', 5_000);
  room.enter(owner, 'kept', 5_000);
  for (let at = 0; at < 10_000; at += 1) {
    ends.set(`gone ${at}`, 9_000);
    room.enter(owner, `gone ${at}`, 9_000);
    ends.delete(`gone ${at}`);
    room.leave(owner);
  }
  looks.length = 0;
  room.sweep('o', 10_000);
  expect(looks.length).toBeLessThan(200);
  expect(ends.size).toBe(0);
  expect(room.refuse(owner, 10_000, 10_000)).toBeNull();
});

test('a counter whose grants are over by the time of a refusal makes room', () => {
  const store = createMemoryCounters({ keysMax: 1 });
  const ask = (key: string, max: number, now: number) =>
    store.reserve([{ owner, key, windowMs: 1_000, max, amount: 1 }], now);
  expect(ask('a', 1, 0)).toMatchObject({ ok: true });
  expect(ask('a', 0, 1_000)).toMatchObject({ ok: false, retryAfterMs: null });
  expect(ask('b', 1, 1_000)).toMatchObject({ ok: true });
});

test('a call that waiting does not help is told why and not when', () => {
  const reservation = {
    ...{ counter: 'c', scope: 'grant' as const, windowMs: 1_000, max: 1, amount: 1 },
    ...{ rule: '/limits/0', message: 'The limit is reached.' },
  };
  expect(limitMessage(reservation, { index: 0, retryAfterMs: null, reason: 'There is no room.' })).toBe(
    'There is no room.',
  );
});

test('what is not there gives back no room', () => {
  const room = new CounterRoom(1, undefined, { endOf: () => 1, drop: () => {} });
  room.enter(owner, 'a', 1);
  room.leave(owner);
  room.leave(owner);
  room.enter(owner, 'a', 1);
  room.leave({ ...owner, grant: 'another' });
  expect(room.refuse(owner, 1, 0)).not.toBeNull();
});

test('where nothing is left to share nobody gets anything', () => {
  const store = createMemoryCounters({ keysMax: 5, shares: { organisation: 0.1, grant: 0.5 } });
  expect(store.reserve([{ owner, key: 'a', windowMs: 1_000, max: 1, amount: 1 }], 0)).toMatchObject({ ok: false });
});

test('a window in which nothing was counted is over at any time', () => {
  expect(new SlidingWindow(1_000).expiresAtMs).toBe(Number.NEGATIVE_INFINITY);
});
