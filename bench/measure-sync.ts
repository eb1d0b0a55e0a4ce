import { Client } from 'pg';
import { recordOf } from '@/lib/engines/catalogue-store/record';
import { rowsOf } from '@/lib/engines/catalogue-store/rows';
import { within } from '@/lib/engines/catalogue-store/within';
import { writeServers } from '@/lib/engines/catalogue-store/write-servers';
import { writeTools } from '@/lib/engines/catalogue-store/write-tools';
import { type RegistryRow, startLocalRegistry } from '@/lib/engines/catalogue-sync/local-registry';
import { syncCatalogue } from '@/lib/engines/catalogue-sync/sync-catalogue';
import { generateServers } from './generated-servers';

/** Per second, from a registry on this machine that is asked as fast as it answers. */
export type SyncRates = {
  /** Entries that are new here. */
  newEntries: number;
  /** Entries that come again as they were. */
  sameEntries: number;
  /** Tools of servers that are read for the first time, classified and written. */
  newTools: number;
};

/** Adds `entries` servers without tools and some with 10,000 in all to the catalogue. */
export async function measureSync(databaseUrl: string, entries = 5_000): Promise<SyncRates> {
  const registry = await startLocalRegistry(rowsOfRegistry(entries));
  const options = { databaseUrl, registry: registry.url, withRemotes: false, requestsPerSecond: 1_000_000 };
  const rates = {
    newEntries: await rateOf(entries, () => syncCatalogue(options)),
    sameEntries: await rateOf(entries, () => syncCatalogue(options)),
    newTools: await rateOf(10_000, () => writeGenerated(databaseUrl, 10_000)),
  };
  await registry.close();
  return rates;
}

async function rateOf(amount: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return amount / ((performance.now() - startedAt) / 1_000);
}

function rowsOfRegistry(entries: number): RegistryRow[] {
  const updatedAt = new Date().toISOString();
  return Array.from({ length: entries }, (_, index) => {
    const name = `io.github.somebody-${index % 700}/server-${index}`;
    const packages = [{ registryType: 'npm', identifier: `@somebody/server-${index}`, version: '1.0.0' }];
    const repository = { url: `https://github.com/somebody-${index % 700}/server-${index}`, source: 'github' };
    const description = `Server number ${index}, with a description of about the length that the registry allows.`;
    return { server: { name, version: '1.0.0', description, repository, packages }, updatedAt };
  });
}

/** As a reading of a remote writes: one transaction a server. */
async function writeGenerated(databaseUrl: string, tools: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  for (const facts of generateServers(tools)) {
    const rows = rowsOf({ ...facts, slug: `read-${facts.slug}` });
    await within(client, async () => {
      for (const server of await writeServers(client, [recordOf(rows, false)])) {
        await writeTools(client, [{ ...server, name: facts.name, tools: rows.tools }]);
      }
    });
  }
  await client.end();
}
