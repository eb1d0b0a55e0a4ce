import { median, percentile } from '@/lib/core/figures';
import { ms, printRows } from './print-rows';

/** One attack: the victim's times in milliseconds, a list for each run, and the gateway's peak memory so far. */
export type Load = { name: string; alone: number[][]; attacked: number[][]; peakMb: number };

/** The victim's p99 under attack may be at most this many times that alone. */
const ratioMax = 2;

export function printLoads(loads: readonly Load[]): void {
  const titles = ['', 'alone: p50 / p99 (spread) ms', 'attacked: p50 / p99 (spread) ms', 'p99 ratio', 'peak MB'];
  printRows([titles, ...loads.map(rowOf)]);
}

function rowOf({ name, alone, attacked, peakMb }: Load): string[] {
  const ratio =
    median(attacked.map((times) => percentile(times, 0.99))) / median(alone.map((times) => percentile(times, 0.99)));
  const verdict = `${ratio.toFixed(2)}${ratio > ratioMax ? ' over' : ''}`;
  return [name, cellOf(alone), cellOf(attacked), verdict, peakMb.toFixed(0)];
}

function cellOf(runs: number[][]): string {
  const p99s = runs.map((times) => percentile(times, 0.99)).sort((a, b) => a - b);
  const p50 = median(runs.map((times) => percentile(times, 0.5)));
  return `${ms(p50)} / ${ms(median(p99s))} (${ms(p99s[0] ?? 0)}–${ms(p99s.at(-1) ?? 0)})`;
}
