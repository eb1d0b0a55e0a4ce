import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startChild } from './child';
import { type Supervised, supervise } from './supervise';

let folder: string;
let program: string;
let kept: Supervised | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylayer-supervise-'));
  program = join(folder, 'program.mjs');
});
afterEach(async () => {
  await kept?.stop();
  kept = null;
  rmSync(folder, { recursive: true });
});

const starts = () => {
  try {
    return readFileSync(join(folder, 'starts'), 'utf8').trim().split('\n').map(Number);
  } catch {
    return [];
  }
};

/** A program that records its process id and then runs `what`. */
function keep(what: string, options: Parameters<typeof supervise>[1]): string[] {
  const note = `import { appendFileSync } from 'node:fs'; appendFileSync(new URL('starts', import.meta.url), process.pid + '\\n');`;
  writeFileSync(program, `${note}\n${what}`);
  const said: string[] = [];
  kept = supervise(() => startChild('program', [program], {}), { ...options, say: (sentence) => said.push(sentence) });
  return said;
}

test('a killed process is restarted', async () => {
  const said = keep('setInterval(() => {}, 1000);', { shortestMs: 10 });
  await expect.poll(() => starts().length, { timeout: 10_000 }).toBe(1);
  process.kill(Number(starts()[0]), 'SIGKILL');
  await expect.poll(() => starts().length, { timeout: 10_000 }).toBe(2);
  expect(said).toEqual(['The program ended (SIGKILL). It is started again in 0.01 s.']);
});

test('a process that keeps failing is restarted with exponential back-off up to a limit', async () => {
  const said = keep('process.exit(3);', { shortestMs: 10, longestMs: 40 });
  await expect.poll(() => said.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(4);
  expect(said.slice(0, 4)).toEqual(
    [0.01, 0.02, 0.04, 0.04].map((wait) => `The program ended (exit code 3). It is started again in ${wait} s.`),
  );
});

test('a stopped process stays stopped, also during back-off', async () => {
  const said = keep('process.exit(0);', { shortestMs: 60_000 });
  await expect.poll(() => said.length, { timeout: 10_000 }).toBe(1);
  await kept?.stop();
  kept = null;
  expect(starts()).toHaveLength(1);
});
