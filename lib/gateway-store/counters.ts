import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { log } from '@/lib/log';
import type { CounterStore } from '@/lib/policy/limit';
import { createMemoryCounters } from '@/lib/policy/memory-counters';
import { createRedisCounters } from './redis-counters';

export type Counters = { store: CounterStore; close(): void };

const COUNTERS_MAX = 1_000_000;
/** Longer than a round trip in one data centre by far; then the call is refused. */
const COMMAND_MS = 500;

/** Counters shared through Redis where a URL is given; else those of this process, kept in `folder` over a restart. */
export function openCounters(redisUrl: string | undefined, folder: string): Counters {
  return redisUrl === undefined ? openOwn(folder) : openShared(redisUrl);
}

function openShared(redisUrl: string): Counters {
  const redis = new Redis(redisUrl, {
    enableAutoPipelining: true,
    // A call must not wait for a store that is away: what cannot be counted is refused.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_MS,
  });
  redis.on('error', (error) =>
    log.warn({ error }, 'The store of the counters cannot be reached; limited calls are refused.'),
  );
  return { store: createRedisCounters(redis), close: () => redis.disconnect() };
}

const Saved = z.object({
  latestMs: z.number(),
  counters: z.array(
    z.object({
      key: z.string(),
      windowMs: z.number(),
      grants: z.array(z.object({ atMs: z.number(), amount: z.number() })),
    }),
  ),
});

function openOwn(folder: string): Counters {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'counters.json');
  const store = createMemoryCounters({ keysMax: COUNTERS_MAX, restore: readSaved(file) });
  return { store, close: () => writeFileSync(file, JSON.stringify(store.snapshot()), { mode: 0o600 }) };
}

/** Taken once: what is left after a kill would be older than what was counted since. */
function readSaved(file: string): z.infer<typeof Saved> | undefined {
  try {
    const saved = Saved.parse(JSON.parse(readFileSync(file, 'utf8')));
    rmSync(file);
    return saved;
  } catch {
    return undefined;
  }
}
