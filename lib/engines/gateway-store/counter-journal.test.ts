import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CounterStep, createMemoryCounters } from '@/lib/core/policy/limits/memory-counters';
import { readCounterFiles } from './counter-files';
import { CounterJournal } from './counter-journal';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylayer-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const COUNTERS = 1_500;
const owner = { organisation: 'o', grant: 'g' };

test('a kill at any moment, snapshots under way or not, leaves files that count all that was let through', async () => {
  const steps: CounterStep[] = [];
  const memory = createMemoryCounters({ keysMax: 10_000, onStep: (step) => steps.push(step) });
  const own = join(folder, 'own');
  mkdirSync(own);
  const journal = new CounterJournal(own, () => memory);
  const copy = join(folder, 'killed');
  let granted = 0;

  /** What a process finds that starts now. */
  function found(): number {
    cpSync(own, copy, { recursive: true });
    const { counters, damage } = readCounterFiles(copy, 10_000);
    rmSync(copy, { recursive: true });
    expect(damage).toBeNull();
    return [...counters.records()].flatMap(({ grants }) => grants).reduce((sum, { amount }) => sum + amount, 0);
  }

  async function count(key: number): Promise<void> {
    const request = { owner, key: `grant:g:${key}`, windowMs: 3_600_000, max: 1_000, amount: 1 };
    expect(memory.reserve([request], granted).ok).toBe(true);
    for (const step of steps.splice(0)) await journal.add(step);
    granted += 1;
  }

  await Promise.all(Array.from({ length: COUNTERS }, (_, key) => count(key)));
  for (let turn = 0; turn < 30; turn += 1) {
    const compacting = turn % 5 === 0 ? journal.compact() : null;
    await count(turn % 2 === 0 ? turn : COUNTERS - turn);
    expect(found()).toBe(granted);
    await compacting;
    expect(found()).toBe(granted);
  }
  await journal.close();
});
