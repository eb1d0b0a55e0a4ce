import { Client } from 'pg';

/** What is listened for: routes by the gateways, rows of the outbox by the worker. */
type Name = 'policylayer_routes' | 'policylayer_outbox';

/**
 * A connection that listens for changes; made anew by the next `check` when it was lost. One that is half open, its other
 * end gone without a word, is found by the check's timeout; `lost` is told, since other connections are gone with it.
 */
export function createChannel(
  name: Name,
  databaseUrl: string,
  timeoutMs: number,
  { heard, lost }: { heard: (payload: string) => void; lost: () => void },
) {
  let client: Client | null = null;

  async function connect(): Promise<false> {
    const fresh = new Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
      keepAlive: true,
    });
    const forget = () => {
      if (client === fresh) client = null;
      drop(fresh);
    };
    fresh.on('error', forget);
    fresh.on('notification', ({ payload }) => heard(payload ?? ''));
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${name}`);
    } catch (error) {
      forget();
      throw error;
    }
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
        return client === listening;
      } catch (error) {
        if (client === listening) client = null;
        drop(listening);
        lost();
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

/** Not waited for: a half-open connection never says goodbye. */
function drop(client: Client): void {
  client.removeAllListeners('notification');
  client.removeAllListeners('error');
  client.on('error', () => {});
  void client.end().catch(() => {});
}
