import { Pool } from 'pg';
import { log } from '@/lib/base/log';

type Options = { max: number; queryMs: number };

const CONNECT_MS = 5_000;

/**
 * Connections on which every query ends. A query that has no answer after `queryMs` rejects and its connection is closed,
 * so one that is half open is found; where the server still works on it, the server breaks it off at the same time.
 */
export function openPool(databaseUrl: string, { max, queryMs }: Options): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max,
    connectionTimeoutMillis: Math.min(CONNECT_MS, queryMs),
    query_timeout: queryMs,
    statement_timeout: queryMs,
    keepAlive: true,
  });
  // A lost idle connection is replaced by the next query; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ error }, 'A database connection was lost.'));
  return pool;
}
