import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';

/** One attack: the victim's times in milliseconds, a list for each run, and the gateway's peak memory so far. */
export type Load = { name: string; alone: number[][]; attacked: number[][]; peakMb: number };

/** The victim's p99 under attack may be at most this many times that alone. */
const ratioMax = 2;
const PAUSE_MS = 5;

const agent = new Agent({ connections: 1, pipelining: 1 });
const body = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read","arguments":{"path":"/srv/a"}}}';

/** Small calls one after another for some seconds; how long each took. A call that is not answered as it should throws. */
export async function callFor(url: string, token: string, seconds: number): Promise<number[]> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
  const times: number[] = [];
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    const start = performance.now();
    const answer = await request(url, { method: 'POST', body, headers, dispatcher: agent });
    const text = await answer.body.text();
    times.push(performance.now() - start);
    if (answer.statusCode !== 200 || !text.includes('"ok"')) throw new Error(`${answer.statusCode}: ${text}`);
    await delay(PAUSE_MS);
  }
  return times;
}

export function printLoads(loads: readonly Load[]): void {
  const titles = ['', 'alone: p50 / p99 (spread) ms', 'attacked: p50 / p99 (spread) ms', 'p99 ratio', 'peak MB'];
  const rows = [titles, ...loads.map(rowOf)];
  const widths = titles.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const row of rows) console.log(`| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`);
}

function rowOf({ name, alone, attacked, peakMb }: Load): string[] {
  const ratio = median(attacked.map((times) => at(times, 0.99))) / median(alone.map((times) => at(times, 0.99)));
  const verdict = `${ratio.toFixed(2)}${ratio > ratioMax ? ' over' : ''}`;
  return [name, cellOf(alone), cellOf(attacked), verdict, peakMb.toFixed(0)];
}

function cellOf(runs: number[][]): string {
  const p99s = runs.map((times) => at(times, 0.99)).sort((a, b) => a - b);
  const p50 = median(runs.map((times) => at(times, 0.5)));
  return `${ms(p50)} / ${ms(median(p99s))} (${ms(p99s[0] ?? 0)}–${ms(p99s.at(-1) ?? 0)})`;
}

/** The time that `part` of the times do not exceed. */
export function at(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

export function median(values: readonly number[]): number {
  return at(values, 0.5);
}

function ms(value: number): string {
  return value.toFixed(value < 10 ? 2 : 0);
}
