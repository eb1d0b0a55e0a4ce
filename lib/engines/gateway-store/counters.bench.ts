import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppendFile } from '@/lib/base/durable/append-file';
import { median } from '@/lib/core/figures';
import type { CounterStore } from '@/lib/core/policy/limits/limit';
import { createMemoryCounters } from '@/lib/core/policy/limits/memory-counters';
import { openOwnCounters } from './own-counters';

// `npm run bench:counters`: what it costs that counters outlive the process. Processor time, since others share the machine.

const ROUNDS = 7;
const owner = { organisation: '0198c0de-0000-7000-8000-000000000000', grant: '0198c0de-0000-7000-8000-000000000001' };
const requestOf = (at: number) => [
  { owner, key: `grant:${owner.grant}:calls-${at % 1_000}`, windowMs: 60_000, max: 1_000_000, amount: 1 },
];

/** Microseconds of a reservation, `together` of them in one turn of the event loop. */
async function measure(store: CounterStore, together: number): Promise<number> {
  const turns = Math.ceil(20_000 / together);
  const before = process.cpuUsage();
  for (let turn = 0; turn < turns; turn += 1) {
    await Promise.all(
      Array.from({ length: together }, (_, at) => store.reserve(requestOf(turn * together + at), turn)),
    );
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (turns * together);
}

async function syncMicros(folder: string): Promise<number> {
  const file = new AppendFile(join(folder, 'sync'));
  const before = performance.now();
  for (let at = 0; at < 100; at += 1) {
    file.append('x'.repeat(250));
    await file.sync();
  }
  file.close();
  return ((performance.now() - before) * 1_000) / 100;
}

const folder = mkdtempSync(join(tmpdir(), 'policylayer-bench-'));
const kept = await openOwnCounters({ path: folder, inherited: [], parent: folder }, 0);
const memory = createMemoryCounters({ keysMax: 1_000_000 });
console.log(`One reservation of one counter, µs of processor time, median of ${ROUNDS} rounds of 20,000.\n`);
console.log('in one turn    in memory    with the journal');
for (const together of [1, 10, 100]) {
  const alone: number[] = [];
  const journaled: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    alone.push(await measure(memory, together));
    journaled.push(await measure(kept.store, together));
  }
  console.log(
    `${String(together).padStart(11)}${median(alone).toFixed(1).padStart(13)}${median(journaled).toFixed(1).padStart(20)}`,
  );
}
console.log(
  `\nA write that waits for the disk: ${(await syncMicros(folder)).toFixed(0)} µs; it is done once a second, beside the calls.`,
);
await kept.close();
rmSync(folder, { recursive: true });
