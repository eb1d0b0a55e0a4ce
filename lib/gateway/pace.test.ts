import { expect, test } from 'vitest';
import { createInflow, createPace } from './pace';

test('long work of one organisation takes a fifth of the time, and another begins at once', async () => {
  let now = 0;
  const pace = createPace(() => now);
  expect(await pace.turn('one', 100)).toBe(true);
  expect(await pace.turn('other', 100)).toBe(true);
  now = 600;
  // The hundred milliseconds of before are a fifth of five hundred, which have passed.
  expect(await pace.turn('one', 2_000)).toBe(true);
  expect(await pace.turn('one', 1)).toBe(false);
  now = 11_000;
  expect(await pace.turn('one', 1)).toBe(true);
});

test('sixteen megabytes a second of one organisation are read, and no one else waits for more', () => {
  let now = 0;
  const { count } = createInflow(() => now);
  expect(count('one', 16 * 1_048_576)).toBeCloseTo(1_000);
  expect([count('other', 0), count(undefined, 0)]).toEqual([0, 0]);
  now = 1_000;
  expect(count('one', 0)).toBeCloseTo(0);
});
