import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { readLines } from '@/lib/base/durable/read-lines';
import { createMemoryCounters, type MemoryCounters, type StoreState } from '@/lib/core/policy/limits/memory-counters';

// The counters of a process on disk: a snapshot and the journals of every step since. A line is the CRC-32 of a JSON text,
// a space and the text. `counters-<n>.snapshot` holds what journals before n said; journals n and later go on from it.

const owner = z.object({ organisation: z.string(), grant: z.string() });
const identity = { owner, session: z.string().optional(), key: z.string(), windowMs: z.number() };
const grant = { atMs: z.number(), amount: z.number() };
const step = { seq: z.number(), latestMs: z.number() };

const Step = z.union([
  z.object({ ...step, counted: z.array(z.object({ ...identity, ...grant })) }),
  z.object({ ...step, givenBack: z.array(z.object({ key: z.string(), ...grant })) }),
  z.object({ ...step, forgotten: z.string() }),
]);
const Head = z.object({ latestMs: z.number(), lostMs: z.number().nullable(), seq: z.number() });
const Counter = z.object({ ...identity, grants: z.array(z.object(grant)), seq: z.number() });
const End = z.object({ counters: z.number() });

export const snapshotName = (number: number) => `counters-${number}.snapshot`;
export const journalName = (number: number) => `counters-${number}.journal`;

/** A line without its newline. */
export function toLine(value: unknown): string {
  const text = JSON.stringify(value);
  return `${crc32(text).toString(16).padStart(8, '0')} ${text}`;
}

/** Undefined for a line that is not what was written. */
function fromLine(line: string): unknown {
  const text = line.slice(9);
  if (line.slice(0, 9) !== `${crc32(text).toString(16).padStart(8, '0')} `) return undefined;
  return JSON.parse(text);
}

/**
 * Reads the counters that a process left in its folder. `damage` says what could not be read; the rest is in the counters.
 * The last line of the last journal may be cut off: its call was never let through.
 */
export function readCounterFiles(folder: string, keysMax: number): { counters: MemoryCounters; damage: string | null } {
  const counters = createMemoryCounters({ keysMax });
  const names = readdirSync(folder);
  const snapshots = numbersOf(names, 'snapshot');
  const journals = numbersOf(names, 'journal');
  const newest = snapshots.at(-1);
  try {
    let seq = newest === undefined ? 0 : restore(join(folder, snapshotName(newest)), counters);
    for (const number of journals.filter((one) => one >= (newest ?? 0))) {
      const isLast = number === journals.at(-1);
      seq = replay(join(folder, journalName(number)), { counters, seq, mayBeCut: isLast });
    }
    return { counters, damage: null };
  } catch (error) {
    return { counters, damage: error instanceof Error ? error.message : String(error) };
  }
}

function numbersOf(names: string[], kind: string): number[] {
  const found = names.map((name) => new RegExp(`^counters-(\\d+)\\.${kind}$`).exec(name)?.[1]);
  return found.flatMap((digits) => (digits === undefined ? [] : [Number(digits)])).sort((a, b) => a - b);
}

/** Answers with the number of the last step before the journals that follow; steps the snapshot knows already may follow. */
function restore(path: string, counters: MemoryCounters): number {
  let head: StoreState | null = null;
  let count = 0;
  let ended = false;
  for (const { text } of readLines(path)) {
    const value = fromLine(text);
    if (head === null) {
      head = Head.parse(value);
      counters.resume(head);
    } else if (End.safeParse(value).success) {
      ended = End.parse(value).counters === count;
    } else {
      counters.restore(Counter.parse(value));
      count += 1;
    }
  }
  if (!head || !ended) throw new Error(`${path} is not whole.`);
  return head.seq;
}

type Replay = { counters: MemoryCounters; seq: number; mayBeCut: boolean };

function replay(path: string, { counters, seq, mayBeCut }: Replay): number {
  let last = seq;
  for (const { text, whole } of readLines(path)) {
    if (!whole && mayBeCut) break;
    const read = Step.safeParse(fromLine(text));
    if (!read.success) throw new Error(`${path} has a line that is not what was written.`);
    if (read.data.seq !== last + 1) throw new Error(`${path} lacks steps before ${read.data.seq}.`);
    counters.replay(read.data);
    last = read.data.seq;
  }
  return last;
}
