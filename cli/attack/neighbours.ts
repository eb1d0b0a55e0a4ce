import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { median, percentile } from '@/lib/core/figures';
import { callFor } from './load/small-calls';
import type { Suite, Trial } from './report';
import type { Target } from './wire';

const RUNS = 3;
const SECONDS = 4;
/** Highest ratio of the victim's p99 under attack to that alone. */
const RATIO_MAX = 2;
/** Milliseconds: smaller differences are scheduler noise, since the generator shares the cores. */
const NOISE_MS = 5;

const names = [
  'parked bodies',
  'short keys',
  'deep nesting',
  'long expressions',
  'counters of sessions',
  'sessions',
  'large answers, slow readers',
  'large lists',
  'tiny pieces',
  'no grant',
  'many headers',
  'idle connections',
];

/** One organisation calls while another attacks; the calls may take twice as long as alone. */
export function neighbourSuite(victim: Target, attacker: Target): Suite {
  async function* run(): AsyncGenerator<Trial> {
    await callFor(victim.url, victim.token, 1);
    for (const name of names) {
      const alone: number[] = [];
      const attacked: number[] = [];
      for (let time = 0; time < RUNS; time += 1) {
        alone.push(percentile(await callFor(victim.url, victim.token, SECONDS), 0.99));
        attacked.push(await underAttack(victim, attacker, name));
        await delay(500);
      }
      yield { name, problem: problemOf(median(alone), median(attacked)) };
    }
  }
  return { name: 'neighbours', what: "an organisation's calls while another attacks", run };
}

async function underAttack(victim: Target, attacker: Target, name: string): Promise<number> {
  const child = start('attacks.ts', [name, attacker.url, attacker.token]);
  await once(child, 'message');
  await delay(1_000);
  try {
    return percentile(await callFor(victim.url, victim.token, SECONDS), 0.99);
  } finally {
    child.kill('SIGKILL');
  }
}

function problemOf(alone: number, attacked: number): string | null {
  if (attacked <= alone * RATIO_MAX || attacked - alone <= NOISE_MS) return null;
  return `the p99 of its neighbour goes from ${alone.toFixed(1)} to ${attacked.toFixed(1)} ms`;
}

/** One organisation's server, in its own process. */
export async function startNeighboursServer(whose: 'victim' | 'attacker'): Promise<{ url: string; close(): void }> {
  const child = start('upstream.ts', [whose]);
  const [port] = await once(child, 'message');
  return { url: `http://127.0.0.1:${port}/mcp`, close: () => void child.kill('SIGKILL') };
}

function start(file: string, args: string[]): ChildProcess {
  return fork(new URL(`load/${file}`, import.meta.url), args, { execArgv: ['--import', 'tsx'] });
}
