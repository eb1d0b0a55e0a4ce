import { log } from '@/lib/log';
import type { CallRow, CallSink } from './ports';

/** Where rows wait that the database does not take: a file that outlives the process. */
export interface Spill {
  /** Appends rows; returns when they are in the file. */
  put(rows: readonly CallRow[]): void;
  /** Hands over what is in the file, a batch at a time, and forgets a batch when `take` has resolved. */
  drain(take: (rows: CallRow[]) => Promise<void>): Promise<void>;
}

const FLUSH_MS = 100;
const BATCH_MAX = 500;
const BUFFER_MAX = 20_000;
const TOUCH_MS = 3_000;
const RETRY_MS_MAX = 5_000;

export type CallLog = ReturnType<typeof createCallLog>;

/**
 * Takes rows at once and writes them in batches, beside the calls: recording never slows or breaks one. When the database
 * does not keep up, rows go to the spill and from there to the database later. `kill -9` loses the last 100 ms at most.
 */
export function createCallLog(sink: CallSink, spill: Spill) {
  let rows: CallRow[] = [];
  let busy: Promise<void> | null = null;
  let waitMs = 0;
  let spilled = true;
  let touchedAt = Date.now();
  const grants = new Map<string, number>();
  const servers = new Map<string, number>();

  async function flush(): Promise<void> {
    while (rows.length > 0) await writeBatch(rows.splice(0, BATCH_MAX));
    if (spilled) await spill.drain((batch) => sink.write(batch));
    spilled = false;
    if (Date.now() - touchedAt < TOUCH_MS || grants.size + servers.size === 0) return;
    touchedAt = Date.now();
    await sink.touch(new Map(grants), new Map(servers));
    grants.clear();
    servers.clear();
  }

  async function writeBatch(batch: CallRow[]): Promise<void> {
    try {
      await sink.write(batch);
    } catch (error) {
      rows = [...batch, ...rows];
      throw error;
    }
  }

  async function attempt(): Promise<void> {
    try {
      await flush();
      waitMs = 0;
    } catch (error) {
      if (waitMs === 0) log.warn({ error }, 'The call log cannot be written; rows are kept and tried again.');
      waitMs = Math.min(RETRY_MS_MAX, Math.max(FLUSH_MS, waitMs * 2));
    }
  }

  function run(): void {
    if (busy) return;
    busy = attempt().finally(() => {
      busy = null;
      timer = setTimeout(run, Math.max(FLUSH_MS, waitMs)).unref();
    });
  }

  let timer = setTimeout(run, FLUSH_MS).unref();
  return {
    add(row: CallRow): void {
      rows.push(row);
      if (row.grantId !== null && row.outcome === 'allow') grants.set(row.grantId, Date.now());
      if (row.upstreamStatus !== null) servers.set(row.serverId, Date.now());
      if (rows.length > BUFFER_MAX) {
        spill.put(rows.splice(0, BUFFER_MAX / 2));
        spilled = true;
      }
    },
    waiting: () => rows.length,
    /** Writes what is left, to the spill if the database does not take it. */
    async close(): Promise<void> {
      clearTimeout(timer);
      touchedAt = 0;
      await busy;
      clearTimeout(timer);
      await attempt();
      if (rows.length > 0) spill.put(rows);
      rows = [];
    },
  };
}
