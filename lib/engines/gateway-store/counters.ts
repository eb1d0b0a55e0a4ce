import { Redis } from 'ioredis';
import { log } from '@/lib/base/log';
import type { CounterStore } from '@/lib/core/policy/limits/limit';
import { openOwnCounters } from './own-counters';
import { createRedisCounters } from './redis-counters';

/**
 * `state`, for /health: `kept`: counted and on disk or in the shared store; `unwritable` or `away`: limited calls are
 * refused; `recovering`: some counts were lost, and limits refuse until those can no longer count.
 */
export type Counters = {
  store: CounterStore;
  state(): 'kept' | 'unwritable' | 'recovering' | 'away';
  close(): Promise<void>;
};

/** `inherited`: what dead predecessors left. `parent`: where versions before kept `counters.json`. */
export type CounterFolders = { path: string; inherited: readonly string[]; parent: string };

/** Longer than a round trip in one data centre by far; then the call is refused. */
const COMMAND_MS = 500;

/** Counters shared through Redis where a URL is given; else those of this process, kept in its folder over a restart. */
export async function openCounters(redisUrl: string | undefined, folders: CounterFolders): Promise<Counters> {
  return redisUrl === undefined ? openOwnCounters(folders, Date.now()) : openShared(redisUrl);
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
  return {
    store: createRedisCounters(redis),
    state: () => (redis.status === 'ready' ? 'kept' : 'away'),
    close: async () => redis.disconnect(),
  };
}
