import { expect, test } from 'vitest';
import { limiterOn } from './limiter';
import { limiterContract } from './limiter.contract';
import { createMemoryCounter } from './memory-counter';

let clock = 0;

limiterContract(() => ({
  open: (_, { seconds }) => createMemoryCounter({ seconds, now: () => clock }),
  async passTime(ms) {
    clock += ms;
  },
}));

test('of ever more keys the oldest are forgotten, and the newest are counted', async () => {
  const limit = { points: 1, seconds: 60 };
  const limiter = limiterOn(createMemoryCounter({ ...limit, keysMax: 100, now: () => clock }), limit, 'Too many.');
  for (let at = 0; at < 1_000; at += 1) await limiter.count(`key ${at}`);
  await expect(limiter.count('key 999')).rejects.toThrow('Too many.');
  await expect(limiter.count('key 900')).rejects.toThrow('Too many.');
  await limiter.count('key 0');
});
