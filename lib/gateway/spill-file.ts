import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Spill } from './call-log';
import type { CallRow } from './ports';

const BATCH_MAX = 500;

/** Rows of the call log in append-only files of one folder, a JSON document a line; one file for each process. */
export function openSpillFile(folder: string): Spill {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const own = join(folder, `calls-${process.pid}.jsonl`);
  return {
    put(rows) {
      appendFileSync(own, rows.map((row) => `${JSON.stringify(row)}\n`).join(''), { mode: 0o600 });
    },
    async drain(take) {
      for (const name of readdirSync(folder).filter((file) => /^calls-.*\.jsonl$/.test(file))) {
        await drainFile(join(folder, name), take);
      }
    },
  };
}

/** Renaming makes the file ours alone: another process that drains the same folder finds it gone. */
async function drainFile(path: string, take: (rows: CallRow[]) => Promise<void>): Promise<void> {
  const claimed = path.endsWith('.draining.jsonl') ? path : path.replace(/\.jsonl$/, '.draining.jsonl');
  try {
    renameSync(path, claimed);
  } catch {
    return;
  }
  const rows = readFileSync(claimed, 'utf8').split('\n').flatMap(toRow);
  // Rows that are already stored are left as they are, so a drain that is broken off may begin again.
  for (let at = 0; at < rows.length; at += BATCH_MAX) await take(rows.slice(at, at + BATCH_MAX));
  rmSync(claimed);
}

/** The last line of a killed process may be cut off. */
function toRow(line: string): CallRow[] {
  try {
    return line === '' ? [] : [JSON.parse(line)];
  } catch {
    return [];
  }
}
