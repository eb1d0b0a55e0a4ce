import { Pool } from 'pg';
import { createChannel } from '@/lib/base/database/channel';
import { log } from '@/lib/base/log';
import type { SnapshotSource } from '@/lib/engines/gateway/ports';
import { Freshness } from './freshness';
import { Loads } from './loads';
import { readNotice } from './notice';
import { createSlices } from './slices';
import { createSliceReader, type SliceReader } from './snapshot';
import { createSweep } from './sweep';

type Timing = {
  /** How often the listening connection is checked. */
  pollMs: number;
  /** With a working LISTEN every change is announced; this finds what was changed with triggers switched off. */
  fullPollMs: number;
  /** After this a connection that says nothing counts as lost. */
  timeoutMs: number;
};

const usual: Timing = { pollMs: 1_000, fullPollMs: 30_000, timeoutMs: 5_000 };
/** Three loads and one sweep. */
const CONNECTIONS_MAX = 4;
/** Of one query: the tools of 50 servers at most. */
const QUERY_MS = 30_000;
/** Loads that wait beyond this are left to the sweep, where a notice names an organisation that is not known yet. */
const UNKNOWN_WAITING_MAX = 10_000;

export type Snapshots = SnapshotSource & { close(): Promise<void> };

/**
 * Keeps the newest snapshot. A change that the database announces is loaded at once, the changed organisation alone; what
 * a notice ends is closed by the notice itself, before anything is read: grants that were revoked or expire earlier, and
 * servers that were removed. A lost connection is looked after each second, and then everything is read again. When the
 * database is away the last snapshot stays and its age grows. Rejects when the first one cannot be read.
 */
export async function openSnapshots(databaseUrl: string, timing: Partial<Timing> = {}): Promise<Snapshots> {
  const { pollMs, fullPollMs, timeoutMs } = { ...usual, ...timing };
  let pool = openPool(databaseUrl, timeoutMs);
  const slices = createSlices();
  const reader: SliceReader = {
    organisations: () => createSliceReader(pool).organisations(),
    read: (ids, known) => createSliceReader(pool).read(ids, known),
  };
  /** Other connections may be half open too, and a query would find that out only by its timeout. */
  const renewPool = () => {
    pool.end().catch(() => {});
    pool = openPool(databaseUrl, timeoutMs);
  };
  const listeners: ((organisationId?: string) => void)[] = [];
  const tell = (organisationId?: string) => {
    for (const listener of listeners) listener(organisationId);
  };
  const loads = new Loads(async (id) => {
    const heardBefore = slices.heardSoFar();
    if (slices.put(await reader.read([id], slices.get), heardBefore)) tell(id);
    freshness.soon();
  });
  const sweep = createSweep({ reader, slices, loads, changed: () => tell() });
  const heard = (payload: string) => {
    const notice = readNotice(payload);
    if (!notice || isOneTooMany(notice.organisation)) {
      freshness.missed();
      return freshness.soon();
    }
    const { organisation } = notice;
    if (slices.end(notice)) tell(organisation);
    sweep.leaveOut(organisation);
    loads.request(organisation);
  };
  const isOneTooMany = (id: string) => !slices.get(id) && !loads.isBusy(id) && loads.waiting > UNKNOWN_WAITING_MAX;
  const channel = createChannel('policylayer_routes', databaseUrl, timeoutMs, { heard, lost: renewPool });
  const freshness = new Freshness({ check: channel.check, sweep: sweep.run, pollMs, fullPollMs });

  async function close(): Promise<void> {
    await Promise.all([channel.close(), freshness.close(), loads.close()]);
    await pool.end();
  }
  await freshness.begin().catch(async (error) => {
    await close();
    throw error;
  });
  const since = (at: number) => Math.round(performance.now() - at);
  return {
    current: slices.current,
    ageMs: (id) => since(Math.min(freshness.knownAt, id === undefined ? Infinity : loads.since(id))),
    oldestMs: () => since(Math.min(freshness.knownAt, loads.since())),
    onChange: (listener) => void listeners.push(listener),
    close,
  };
}

function openPool(databaseUrl: string, timeoutMs: number): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: QUERY_MS,
    keepAlive: true,
  });
  // A lost idle connection is replaced by the next query; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ error }, 'A database connection was lost.'));
  return pool;
}
