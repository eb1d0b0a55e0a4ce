import { expect, test } from 'vitest';
import { createInflow } from './inflow';

test('sixteen megabytes a second of one organisation are read, and no one else waits for more', () => {
  let now = 0;
  const { count } = createInflow(() => now);
  expect(count('one', 16 * 1_048_576)).toBeCloseTo(1_000);
  expect([count('other', 0), count(undefined, 0)]).toEqual([0, 0]);
  now = 1_000;
  expect(count('one', 0)).toBeCloseTo(0);
});

test('nobody waits longer than five seconds, however much was sent', () => {
  const { count } = createInflow(() => 0);
  expect(count('one', 1e12)).toBe(5_000);
  expect(count('one', 1)).toBe(5_000);
});
