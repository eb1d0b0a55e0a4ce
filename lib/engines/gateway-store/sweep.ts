import type { Loads } from './loads';
import type { Slices } from './slices';
import type { OrganisationSize, SliceReader } from './snapshot';

/** Rows that are read and compared in one go: a few milliseconds of the event loop. */
const ROWS_AT_ONCE = 2_000;

type Parts = { reader: SliceReader; slices: Slices; loads: Loads; changed: () => void };

/**
 * Reads every organisation, some at a time. What is announced meanwhile is left to its own load, so that neither waits for
 * the other and no older reading replaces a newer one.
 */
export function createSweep({ reader, slices, loads, changed }: Parts) {
  let reading = new Set<string>();

  async function readThese(ids: readonly string[]): Promise<void> {
    reading = new Set(ids.filter((id) => !loads.isBusy(id)));
    const read = await reader.read([...reading], slices.get);
    const current = new Map([...read].filter(([id]) => reading.has(id)));
    reading = new Set();
    if (slices.put(current)) changed();
  }

  /** One organisation that cannot be read must not keep the others from being read. Answers with how many were. */
  async function readEach(ids: readonly string[]): Promise<number> {
    let done = 0;
    for (const id of ids) {
      const ok = await readThese([id]).then(
        () => true,
        () => false,
      );
      if (ok) done += 1;
      else loads.request(id);
    }
    return done;
  }

  return {
    /**
     * Rejects when the database cannot be read. An organisation that cannot be read while others can is left to its own
     * load, which closes that one alone; a large one is a batch by itself, so a batch that fails says nothing yet.
     */
    async run(): Promise<void> {
      let done = 0;
      const causes: unknown[] = [];
      for (const ids of batches(await reader.organisations(), slices.organisations())) {
        try {
          await readThese(ids);
          done += ids.length;
        } catch (cause) {
          causes[0] = cause;
          done += await readEach(ids);
        }
      }
      if (done === 0 && causes.length > 0) throw causes[0];
    },
    /** What is being read of this organisation is outdated. */
    leaveOut: (id: string): void => void reading.delete(id),
  };
}

/** Those that are gone from the database are read too: nothing is what they have left. */
function batches(found: readonly OrganisationSize[], known: readonly string[]): string[][] {
  const there = new Set(found.map(({ id }) => id));
  const gone = known.filter((id) => !there.has(id)).map((id) => ({ id, rows: 1 }));
  const made: string[][] = [];
  let left = 0;
  for (const { id, rows } of [...found, ...gone]) {
    if (left < rows) {
      made.push([]);
      left = ROWS_AT_ONCE;
    }
    made.at(-1)?.push(id);
    left -= rows;
  }
  return made;
}
