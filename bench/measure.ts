import { setTimeout as delay } from 'node:timers/promises';

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
    const times = new Float64Array(rounds);
    for (let index = 0; index < rounds; index++) {
      const start = performance.now();
      await work(round++);
      times[index] = performance.now() - start;
    }
    runs.push(timesOf(times));
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

function timesOf(times: Float64Array): Times {
  times.sort();
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
