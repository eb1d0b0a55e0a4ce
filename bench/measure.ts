import { setTimeout as delay } from 'node:timers/promises';
import { median, percentile } from '@/lib/core/figures';

/** Milliseconds. */
type Times = { p50: number; p99: number };

/** Medians over the repeats, and between which values their p99 lay. */
export type Measured = Times & { p99From: number; p99To: number };

/** Runs `work` one after another, `repeats` times `rounds` rounds after a few unmeasured ones. Each round has a number of its own. */
export async function measure(
  work: (round: number) => Promise<unknown>,
  { rounds, repeats, warmUp }: { rounds: number; repeats: number; warmUp: number },
): Promise<Measured> {
  let round = 0;
  while (round < warmUp) await work(round++);
  const runs: Times[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const times: number[] = [];
    for (let index = 0; index < rounds; index++) {
      const start = performance.now();
      await work(round++);
      times.push(performance.now() - start);
    }
    runs.push({ p50: median(times), p99: percentile(times, 0.99) });
    await delay(50);
  }
  const p99s = runs.map(({ p99 }) => p99).sort((a, b) => a - b);
  return {
    p50: median(runs.map(({ p50 }) => p50)),
    p99: median(p99s),
    p99From: p99s[0] ?? 0,
    p99To: p99s.at(-1) ?? 0,
  };
}
