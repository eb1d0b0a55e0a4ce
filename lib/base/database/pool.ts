import { Pool } from 'pg';
import { log } from '@/lib/base/log';

type Options = { max: number; queryMs: number };

const CONNECT_MS = 5_000;

/**
 * Pool whose queries always end. A query without an answer after `queryMs` rejects and its connection is closed, which
 * finds half-open connections; statement_timeout ends it on the server.
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
  // The next query replaces a lost idle connection; an unhandled error event would end the process.
  pool.on('error', (error) => log.warn({ error }, 'A database connection was lost.'));
  return pool;
}
