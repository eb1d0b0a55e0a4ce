import { Client, type Pool } from 'pg';
import type { Snapshot, SnapshotSource } from '@/lib/gateway/ports';
import { log } from '@/lib/log';
import { createSnapshotLoader } from './snapshot';

const POLL_MS = 1_000;
/** With a working LISTEN every change is announced; this finds what was changed with triggers switched off. */
const FULL_POLL_MS = 15_000;
const CHANNEL = 'policylayer_routes';

export type Snapshots = SnapshotSource & { close(): Promise<void> };

/**
 * Keeps the newest snapshot: a change announced by the database is loaded at once, a lost connection is looked after each
 * second. When the database is away the last snapshot stays and its age grows. Rejects when the first one cannot be read.
 */
export async function openSnapshots(pool: Pool, databaseUrl: string): Promise<Snapshots> {
  const load = createSnapshotLoader(pool);
  const listeners: (() => void)[] = [];
  let snapshot: Snapshot = await load();
  let knownAt = performance.now();
  let loadedAt = knownAt;
  let loading: Promise<void> | null = null;
  let again = false;
  let closed = false;

  async function reload(): Promise<void> {
    const startedAt = performance.now();
    try {
      snapshot = await load();
      knownAt = startedAt;
      loadedAt = startedAt;
      for (const listener of listeners) listener();
    } catch (error) {
      // What was announced is not known yet: it is asked for again, and until then nothing counts as fresh.
      loadedAt = Number.NEGATIVE_INFINITY;
      if (!closed) log.warn({ error }, 'The database cannot be read; the last snapshot stays.');
    }
  }

  /** One load at a time; what is announced during a load is loaded after it, since it may have come too late for it. */
  function request(): void {
    if (closed) return;
    again = loading !== null;
    loading ??= reload().finally(() => {
      loading = null;
      if (again) request();
    });
  }

  const channel = createChannel(databaseUrl, request);
  await channel.check().catch(() => false);
  const timer = setInterval(async () => {
    const askedAt = performance.now();
    const heard = await channel.check().catch(() => false);
    if (heard && !loading && askedAt - loadedAt < FULL_POLL_MS) knownAt = askedAt;
    else request();
  }, POLL_MS).unref();

  return {
    current: () => snapshot,
    ageMs: () => Math.round(performance.now() - knownAt),
    onChange: (listener) => void listeners.push(listener),
    async close() {
      closed = true;
      clearInterval(timer);
      await channel.close();
      await loading;
    },
  };
}

/** A connection that listens for changes; made anew by the next `check` when it was lost. */
function createChannel(databaseUrl: string, changed: () => void) {
  let client: Client | null = null;

  async function connect(): Promise<false> {
    const fresh = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
    const forget = () => {
      if (client === fresh) client = null;
      fresh.removeAllListeners('notification');
      void fresh.end().catch(() => {});
    };
    fresh.on('error', forget);
    fresh.on('notification', changed);
    await fresh.connect();
    await fresh.query(`LISTEN ${CHANNEL}`);
    client = fresh;
    return false;
  }

  return {
    /** Whether it has listened without a gap since the last check. Rejects when the database is away. */
    async check(): Promise<boolean> {
      const listening = client;
      if (!listening) return connect();
      try {
        await listening.query('SELECT 1');
        return true;
      } catch (error) {
        client = null;
        void listening.end().catch(() => {});
        throw error;
      }
    },
    async close(): Promise<void> {
      const last = client;
      client = null;
      await last?.end().catch(() => {});
    },
  };
}
