import { PrismaPg } from '@prisma/adapter-pg';
import { env } from '@/lib/base/env';
import { PrismaClient } from '@/prisma/client/client';

const remembered = globalThis as typeof globalThis & { policylayerDb?: PrismaClient };

/** A page is not worth waiting for longer; a connection that is half open is found and closed. */
const CONNECT_MS = 5_000;
const QUERY_MS = 30_000;

/** The database, connected on first use and remembered across hot reloads. */
export function db(): PrismaClient {
  remembered.policylayerDb ??= new PrismaClient({
    adapter: new PrismaPg({
      connectionString: env().DATABASE_URL,
      max: 10,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: QUERY_MS,
      statement_timeout: QUERY_MS,
      keepAlive: true,
    }),
    // Other formats put the values of the query, such as hashes and documents, into messages that are logged.
    errorFormat: 'minimal',
  });
  return remembered.policylayerDb;
}

/** The database within one transaction. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];
