import { PrismaPg } from '@prisma/adapter-pg';
import { env } from '@/lib/base/env';
import { PrismaClient } from '@/prisma/client/client';

const remembered = globalThis as typeof globalThis & { policylayerDb?: PrismaClient };

/** A page does not wait longer; this also finds half-open connections. */
const CONNECT_MS = 5_000;
const QUERY_MS = 30_000;

/** The Prisma client, created on first use and kept across hot reloads. */
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
    // Other formats put the query's values, such as hashes and documents, into logged messages.
    errorFormat: 'minimal',
  });
  return remembered.policylayerDb;
}

/** The Prisma client within a transaction. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];
