import { Client } from 'pg';

/** Channel: routes for gateways, outbox rows for the worker. */
type Name = 'policylayer_routes' | 'policylayer_outbox';

/**
 * LISTEN on a connection of its own. After a loss the next `check` connects again; its timeout finds a half-open
 * connection. `lost` is called, because other connections are probably lost as well.
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
    /** True if it has listened without a gap since the last check. Rejects while the database is away. */
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

/** Not awaited: a half-open connection never closes. */
function drop(client: Client): void {
  client.removeAllListeners('notification');
  client.removeAllListeners('error');
  client.on('error', () => {});
  void client.end().catch(() => {});
}
