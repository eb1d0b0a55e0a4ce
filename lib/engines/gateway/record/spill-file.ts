import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppendFile } from '@/lib/base/durable/append-file';
import { type Line, readLines } from '@/lib/base/durable/read-lines';
import { log } from '@/lib/base/log';
import type { CallRow } from '@/lib/engines/gateway/record/call-sink';
import type { Spill } from './call-log';

const BATCH_MAX = 500;
const SEGMENT_BYTES_MAX = 8 * 1024 * 1024;
/** Of all files that wait, about three million rows. At this bound calls are refused, since they could not be logged. */
const BYTES_MAX = 2 * 1024 * 1024 * 1024;
/** What is known of a call that its gateway did not see the end of. */
const CUT_OFF = 'gateway ended';

/** `begun`: beginnings of calls, which become rows where no row of the same call is stored before them. */
type Waiting = { path: string; offset: number; bytes: number; rows: number; begun: boolean };

/** `parent`: where versions before kept their files, named by process id. */
type Folders = {
  parent: string;
  path: string;
  inherited: readonly string[];
  findDead(): Promise<string[]>;
};

/**
 * Rows of the call log in append-only files of this process, a JSON document a line, and those that dead processes left.
 * They are read back as a stream, 500 rows at a time, oldest first.
 */
export function openSpillFile({ parent, path, inherited, findDead }: Folders, bytesMax = BYTES_MAX): Spill {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const waiting = inherited.flatMap((folder) => filesIn(folder));
  if (waiting.length === 0) remove(inherited);
  let current: { file: AppendFile; rows: number } | null = null;
  let made = 0;
  takeFrom(parent);

  function segment(): AppendFile {
    if (current && current.file.bytes >= SEGMENT_BYTES_MAX) closeSegment();
    current ??= { file: new AppendFile(join(path, `calls-${made++}.jsonl`)), rows: 0 };
    return current.file;
  }

  function closeSegment(): void {
    if (!current) return;
    const { file, rows } = current;
    void file
      .sync()
      .catch(() => {})
      .finally(() => file.close());
    waiting.push({ path: file.path, offset: 0, bytes: file.bytes, rows, begun: false });
    current = null;
  }

  /** Each file is renamed into our folder: of several processes one gets it. */
  function takeFrom(folder: string): void {
    try {
      for (const found of filesIn(folder)) {
        const own = join(path, `${found.begun ? 'begun' : 'calls'}-${made++}.jsonl`);
        renameSync(found.path, own);
        waiting.push({ ...found, path: own });
      }
    } catch (error) {
      log.warn({ error }, 'A file of the call log was taken by another process, or cannot be read.');
    }
  }

  const bytes = () => waiting.reduce((all, file) => all + file.bytes - file.offset, current?.file.bytes ?? 0);
  return {
    put(rows) {
      const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
      if (bytes() + text.length > bytesMax) throw new Error('The files of the call log are at their bound.');
      segment().append(text);
      if (current) current.rows += rows.length;
    },
    async adopt() {
      for (const dead of await findDead()) takeFrom(dead);
    },
    async drain(take) {
      closeSegment();
      for (let first = waiting[0]; first; first = waiting[0]) {
        if (await drainFile(first, take)) rmSync(first.path, { force: true });
        else putAside(first, parent);
        waiting.shift();
      }
      remove(inherited);
    },
    get isEmpty() {
      return waiting.length === 0 && current === null;
    },
    get isFull() {
      return bytes() >= bytesMax;
    },
    get bytes() {
      return bytes();
    },
    get rows() {
      return waiting.reduce((all, file) => all + file.rows, current?.rows ?? 0);
    },
  };
}

function remove(paths: readonly string[]): void {
  for (const path of paths) rmSync(path, { recursive: true, force: true });
}

/** One file that cannot be read must not hold up the others. */
function putAside({ path }: Waiting, parent: string): void {
  const kept = join(parent, `damaged-calls-${randomUUID()}`);
  renameSync(path, kept);
  log.error({ kept }, 'A file of the call log cannot be read to its end; what could be read is stored.');
}

const byNumber = new Intl.Collator('en', { numeric: true });

/** Beginnings come after the rows of the same process. Versions before named their files by process id. */
function filesIn(folder: string): Waiting[] {
  const names = readdirSync(folder).filter((name) => /^(calls|begun)(-.*)?\.jsonl$/.test(name));
  const files = names.map((name) => {
    const path = join(folder, name);
    return { path, offset: 0, bytes: statSync(path).size, rows: 0, begun: name.startsWith('begun') };
  });
  return files.sort((a, b) => Number(a.begun) - Number(b.begun) || byNumber.compare(a.path, b.path));
}

/**
 * Rows that are already stored are left as they are, so a batch that was broken off may be taken again. Rejects as `take`
 * does; false where the file cannot be read to its end.
 */
async function drainFile(file: Waiting, take: (rows: CallRow[]) => Promise<void>): Promise<boolean> {
  let rows: CallRow[] = [];
  let odd = 0;
  let read = true;
  function* lines(): Generator<Line> {
    try {
      yield* readLines(file.path, file.offset);
    } catch {
      read = false;
    }
  }
  for (const { text, end, whole } of lines()) {
    const row = toRow(text, file.begun);
    if (row) rows.push(row);
    else if (whole && !BLANK.test(text)) odd += 1;
    if (rows.length < BATCH_MAX) continue;
    await take(rows);
    file.offset = end;
    rows = [];
  }
  if (rows.length > 0) await take(rows);
  if (odd > 0) log.error({ lines: odd }, 'Lines of a file of the call log are damaged; their rows are lost.');
  return read;
}

/** What finds out whether a disk takes lines again (begun-calls.ts). */
const BLANK = /^ +$/;

/** Null for what is no row: the last line of a killed process may be cut off. */
function toRow(line: string, begun: boolean): CallRow | null {
  try {
    const row: CallRow = JSON.parse(line);
    return begun ? { ...row, failure: CUT_OFF } : row;
  } catch {
    return null;
  }
}
