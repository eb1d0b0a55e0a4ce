import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppendFile } from '@/lib/base/durable/append-file';
import { GroupCommit } from '@/lib/base/durable/group-commit';
import { log } from '@/lib/base/log';
import type { CounterStep, MemoryCounters } from '@/lib/core/policy/limits/memory-counters';
import { journalName, snapshotName, toLine } from './counter-files';

/** Bytes of journal after which a snapshot takes their place, or twice the snapshot's where that is more. */
const JOURNAL_BYTES_MIN = 8 * 1024 * 1024;
/** Written of a snapshot in one turn of the event loop. */
const SLICE_BYTES = 64 * 1024;
/** What was counted since may be forgotten when the machine loses its power; a process that is killed forgets nothing. */
const SYNC_MS = 1_000;

/**
 * Keeps every step of the counters in files of this process: one write for all steps of an event-loop turn, before any of
 * their calls is let through. Snapshots in the background bound the files to about three times what is counted.
 */
export class CounterJournal {
  #number = 0;
  #file: AppendFile;
  #olderBytes = 0;
  #dueBytes = JOURNAL_BYTES_MIN;
  #oldest = 0;
  #compacting: Promise<void> | null = null;
  /** What the disk did not take; written before anything else, since steps have no gaps. */
  #unwritten = '';
  readonly #turn = new GroupCommit((text) => this.#write(text));
  readonly #timer: NodeJS.Timeout;

  constructor(
    readonly folder: string,
    readonly counters: () => MemoryCounters,
  ) {
    this.#file = new AppendFile(join(folder, journalName(0)));
    this.#timer = setInterval(() => void this.#sync(), SYNC_MS).unref();
  }

  get isWritable(): boolean {
    return this.#unwritten === '';
  }

  /** Writes again what the disk did not take; throws while it still does not. */
  requireWritable(): void {
    if (!this.isWritable) this.#write('');
  }

  /** Resolves when the step is in the file; rejects when it is not. */
  add(step: CounterStep): Promise<void> {
    return this.#turn.add(toLine(step));
  }

  /** For what only makes limits looser: nobody waits for it. */
  note(step: CounterStep): void {
    this.#turn.note(toLine(step));
  }

  /** Writes a snapshot beside the calls and drops the journals it stands for. Rejects when the disk does not take it. */
  compact(): Promise<void> {
    this.#compacting ??= this.#compact().finally(() => {
      this.#compacting = null;
    });
    return this.#compacting;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#compacting?.catch(() => {});
    this.#turn.commit();
    await this.#file.sync();
    this.#file.close();
  }

  #write(text: string): void {
    const all = this.#unwritten + text;
    try {
      this.#file.append(all);
      this.#unwritten = '';
    } catch (error) {
      if (this.isWritable)
        log.error({ error }, 'The journal of the counters cannot be written; limited calls are refused.');
      this.#unwritten = all;
      throw error;
    }
    if (this.#bytes > this.#dueBytes && !this.#compacting) this.compact().catch((error) => this.#putOff(error));
  }

  get #bytes(): number {
    return this.#file.bytes + this.#olderBytes;
  }

  #putOff(error: unknown): void {
    log.warn({ error }, 'A snapshot of the counters could not be written; it is tried again later.');
    this.#dueBytes = this.#bytes + JOURNAL_BYTES_MIN;
  }

  async #compact(): Promise<void> {
    this.#turn.commit();
    this.requireWritable();
    const counters = this.counters();
    const { state } = counters;
    await this.#begin();
    const draft = new AppendFile(join(this.folder, 'counters.draft'));
    try {
      let count = 0;
      let slice = `${toLine(state)}\n`;
      for (const record of counters.records()) {
        slice += `${toLine(record)}\n`;
        count += 1;
        if (slice.length < SLICE_BYTES) continue;
        draft.append(slice);
        slice = '';
        await nextTurn();
      }
      draft.append(`${slice}${toLine({ counters: count })}\n`);
      await draft.sync();
      draft.close();
    } catch (error) {
      draft.close();
      // A part of a snapshot would only take room on a full disk.
      rmSync(draft.path, { force: true });
      throw error;
    }
    this.#replace(draft);
  }

  /** Starts the next journal: what follows it is not in the snapshot, or known there by the number of its step. */
  async #begin(): Promise<void> {
    const before = this.#file;
    this.#file = new AppendFile(join(this.folder, journalName(this.#number + 1)));
    this.#number += 1;
    this.#olderBytes += before.bytes;
    await before.sync().catch(() => {});
    before.close();
  }

  #replace(draft: AppendFile): void {
    const path = join(this.folder, snapshotName(this.#number));
    renameSync(draft.path, path);
    syncFolder(this.folder);
    for (let number = this.#oldest; number < this.#number; number += 1) {
      rmSync(join(this.folder, journalName(number)), { force: true });
      rmSync(join(this.folder, snapshotName(number)), { force: true });
    }
    this.#oldest = this.#number;
    this.#dueBytes = Math.max(JOURNAL_BYTES_MIN, 2 * draft.bytes);
    this.#olderBytes = 0;
  }

  async #sync(): Promise<void> {
    try {
      this.requireWritable();
    } catch {
      // Logged by the write that failed first.
    }
    await this.#file
      .sync()
      .catch((error) => log.warn({ error }, 'The journal of the counters was not brought to the disk.'));
  }
}

/** A rename outlives the power once its folder is on the disk. */
function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  fsyncSync(fd);
  closeSync(fd);
}
