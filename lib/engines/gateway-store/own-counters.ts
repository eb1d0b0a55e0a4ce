import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { log } from '@/lib/base/log';
import type { CounterStore } from '@/lib/core/policy/limits/limit';
import { type CounterStep, createMemoryCounters, type MemoryCounters } from '@/lib/core/policy/limits/memory-counters';
import { readCounterFiles } from './counter-files';
import { CounterJournal } from './counter-journal';
import type { CounterFolders, Counters } from './counters';

const COUNTERS_MAX = 1_000_000;
/** One organisation alone comes to 83,920 counters, one grant alone to 22,000. */
const SHARES = { organisation: 0.1, grant: 0.5 };

/**
 * The counters of this process, which outlive it: what dead predecessors counted is added up and written anew before the
 * first call. Counts that cannot be read make every limit refuse for one window.
 */
export async function openOwnCounters(folders: CounterFolders, nowMs: number): Promise<Counters> {
  const steps: CounterStep[] = [];
  const memory = createMemoryCounters({ keysMax: COUNTERS_MAX, shares: SHARES, onStep: (step) => steps.push(step) });
  const journal = new CounterJournal(folders.path, () => memory);
  for (const folder of folders.inherited) inherit(memory, folder, { nowMs, parent: folders.parent });
  const old = join(folders.parent, 'counters.json');
  if (existsSync(old)) takeOld(memory, old, nowMs);
  await journal.compact();
  for (const folder of folders.inherited) remove(folder);
  rmSync(old, { force: true });
  return {
    store: keptCounters(memory, journal, steps),
    state: () => (journal.isWritable ? stateOf(memory) : 'unwritable'),
    close: () => journal.close(),
  };
}

/** `steps`: where the memory puts the step that it has just made. */
function keptCounters(memory: MemoryCounters, journal: CounterJournal, steps: CounterStep[]): CounterStore {
  const noteSteps = () => {
    for (const step of steps.splice(0)) journal.note(step);
  };
  return {
    reserve(requests, nowMs) {
      journal.requireWritable();
      const result = memory.reserve(requests, nowMs);
      const [step] = steps.splice(0);
      if (!result.ok || !step) return result;
      return journal.add(step).then(
        () => result,
        (error) => {
          memory.giveBack(result.receipt);
          noteSteps();
          throw error;
        },
      );
    },
    giveBack(receipt) {
      memory.giveBack(receipt);
      noteSteps();
    },
    forget(session) {
      memory.forget(session);
      noteSteps();
    },
  };
}

function stateOf(memory: MemoryCounters): 'kept' | 'recovering' {
  return memory.isRecovering ? 'recovering' : 'kept';
}

function inherit(memory: MemoryCounters, folder: string, { nowMs, parent }: { nowMs: number; parent: string }): void {
  const { counters, damage } = readCounterFiles(folder, COUNTERS_MAX);
  memory.merge(counters);
  if (damage === null) return;
  // What was lost may be as late as what was read, also where the clock has gone back since.
  memory.lose(Math.max(nowMs, memory.state.latestMs));
  const kept = join(parent, 'damaged-counters');
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept, { mode: 0o700 });
  for (const name of counterFiles(folder)) renameSync(join(folder, name), join(kept, name));
  log.error({ damage, kept }, 'Some of what was counted cannot be read; every limit refuses calls for one window.');
}

function remove(folder: string): void {
  for (const name of counterFiles(folder)) rmSync(join(folder, name));
}

function counterFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('counters'));
}

const Old = z.object({
  latestMs: z.number(),
  counters: z.array(
    z.object({
      key: z.string(),
      windowMs: z.number(),
      grants: z.array(z.object({ atMs: z.number(), amount: z.number() })),
    }),
  ),
});

/** What version 0.1 kept when it was asked to end; it did not say whose the counters were. */
function takeOld(memory: MemoryCounters, path: string, nowMs: number): void {
  const owner = { organisation: '', grant: '' };
  try {
    const { latestMs, counters } = Old.parse(JSON.parse(readFileSync(path, 'utf8')));
    const before = createMemoryCounters({ keysMax: COUNTERS_MAX });
    before.resume({ latestMs, lostMs: null, seq: 0 });
    for (const counter of counters) before.restore({ ...counter, owner, seq: 0 });
    memory.merge(before);
  } catch (error) {
    memory.lose(nowMs);
    log.error({ error }, 'counters.json cannot be read; every limit refuses calls for one window.');
  }
}
