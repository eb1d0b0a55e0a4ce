import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppendFile } from '@/lib/base/durable/append-file';
import { GroupCommit } from '@/lib/base/durable/group-commit';
import type { CallRow } from '@/lib/engines/gateway/record/call-sink';

/** The file is written anew when it is larger than this and than twice the calls under way. */
const BYTES_MIN = 1024 * 1024;

/** Blanks, since the last bytes of a disk may still take a few; a reader leaves the line out. */
const PROBE = `${' '.repeat(4_095)}\n`;

export type BegunCalls = ReturnType<typeof openBegunCalls>;

/**
 * Beginnings of calls, in a file before their call is forwarded: one write for all of an event-loop turn, about 0.5 kB
 * each. Whatever ends this process, the next one finds there what was under way. It outlives the process, not the power.
 */
export function openBegunCalls(folder: string) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'begun.jsonl');
  const live = new Map<string, string>();
  let liveBytes = 0;
  let file = new AppendFile(path);
  let writable = true;

  const turn = new GroupCommit((text) => {
    writable = false;
    file.append(text);
    writable = true;
    if (file.bytes > Math.max(BYTES_MIN, 2 * liveBytes)) compact();
  });

  function compact(): void {
    const draftPath = join(folder, 'begun.draft');
    let draft: AppendFile | null = null;
    try {
      draft = new AppendFile(draftPath);
      for (const line of live.values()) draft.append(`${line}\n`);
      renameSync(draftPath, path);
    } catch {
      // The longer file stays, and nothing that takes room on a full disk; it is tried again with the next line.
      draft?.close();
      rmSync(draftPath, { force: true });
      return;
    }
    file.close();
    file = draft;
  }

  return {
    /** Resolves when the beginning is in the file; rejects when the disk does not take it: the call must not be made. */
    begin(row: CallRow): Promise<void> {
      const line = JSON.stringify(row);
      live.set(row.id, line);
      liveBytes += line.length;
      return turn.add(line);
    },
    /** The row of these calls is stored, or kept in another file. */
    end(ids: Iterable<string>): void {
      for (const id of ids) {
        liveBytes -= live.get(id)?.length ?? 0;
        live.delete(id);
      }
    },
    /** Finds out whether the disk takes lines again: a gateway that is not ready may be sent no call that would. */
    probe(): void {
      if (writable) return;
      try {
        file.append(PROBE);
        writable = true;
      } catch {
        // Not yet.
      }
    },
    get underWay() {
      return live.size;
    },
    get isWritable() {
      return writable;
    },
    /** Leaves the file only where calls have no row yet. */
    close(): void {
      turn.commit();
      file.close();
      if (live.size === 0) rmSync(path, { force: true });
    },
  };
}
