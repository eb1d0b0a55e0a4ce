import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@/prisma/client/client';
import { env } from './env';

const remembered = globalThis as typeof globalThis & { policylayerDb?: PrismaClient };

/** The database, connected on first use and remembered across hot reloads. */
export function db(): PrismaClient {
  remembered.policylayerDb ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: 10 }),
    // Other formats put the values of the query, such as hashes and documents, into messages that are logged.
    errorFormat: 'minimal',
  });
  return remembered.policylayerDb;
}

/** The database within one transaction. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];
