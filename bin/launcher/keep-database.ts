import { setTimeout as delay } from 'node:timers/promises';
import { type Database, openDatabase } from '@/lib/base/database/start-database';
import { AppError } from '@/lib/base/errors';

const SHORTEST_MS = 500;
const LONGEST_MS = 30_000;

type Kept = {
  url: string;
  roleUrls: Database['roleUrls'];
  /** Rejects if PostgreSQL comes back at another address; else pending. */
  lost: Promise<never>;
  stop(): Promise<void>;
};

/**
 * The embedded PostgreSQL, restarted with back-off when it ends or drops the lease. Console and gateway reconnect by
 * themselves, so it must come back at the same address.
 */
export async function keepDatabase(dataDir: string, say: (sentence: string) => void = console.error): Promise<Kept> {
  const stopping = new AbortController();
  let current = await openDatabase({ dataDir });
  const { url, roleUrls } = current;

  async function keep(): Promise<never> {
    for (;;) {
      await Promise.race([current.died, aborted(stopping.signal)]);
      say('PostgreSQL ended. It is started again.');
      current = await reopen(dataDir, stopping.signal, say);
      if (current.url === url) continue;
      throw new AppError('unavailable', 'PostgreSQL came back on another port, since its own is taken. Start again.');
    }
  }

  const lost = keep();
  lost.catch(() => {});
  return {
    url,
    roleUrls,
    lost: lost.catch((error: unknown) =>
      stopping.signal.aborted ? new Promise<never>(() => {}) : Promise.reject(error),
    ),
    async stop() {
      stopping.abort();
      await lost.catch(() => {});
      await current.stop();
    },
  };
}

async function reopen(dataDir: string, signal: AbortSignal, say: (sentence: string) => void): Promise<Database> {
  for (let waitMs = SHORTEST_MS; ; waitMs = Math.min(LONGEST_MS, waitMs * 2)) {
    await delay(waitMs, undefined, { signal });
    try {
      return await openDatabase({ dataDir });
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
