import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { AppError } from '@/lib/base/errors';
import { ServerFacts } from '@/lib/core/catalogue-model/facts';
import { adoptListings, freeSlug } from './adopt-listings';
import { recordOf, type ServerRecord } from './record';
import { rowsOf, type ServerRows } from './rows';
import { within } from './within';
import { writeServers } from './write-servers';
import { writeTools } from './write-tools';

export const catalogueFolder = fileURLToPath(new URL('../../../data/catalogue', import.meta.url));

type CatalogueProgress = { done: number; total: number; tools: number };

type Options = {
  databaseUrl: string;
  folder?: string;
  onProgress?: (progress: CatalogueProgress) => void;
};

/**
 * Loads data/catalogue, one transaction for each server. Servers that are up to date and servers without a file stay;
 * tools that a file drops go. Returns how many servers were written. Concurrent starts wait for each other.
 */
export async function loadCatalogue({ databaseUrl, folder = catalogueFolder, onProgress }: Options): Promise<number> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('policylayer.catalogue'))");
    const { rows } = await client.query<{ slug: string; contentHash: string }>(
      'SELECT "slug", "contentHash" FROM "CatalogueServer"',
    );
    const loaded = new Map(rows.map(({ slug, contentHash }) => [slug, contentHash]));
    const servers = files.map((file) => rowsOf(readFacts(folder, file)));
    const alone = repositoriesOfOne(servers);
    let written = 0;
    let tools = 0;
    for (const [index, server] of servers.entries()) {
      const record = recordOf(server, alone.has(server.facts.repository ?? ''));
      if (loaded.get(record.slug) !== record.contentHash) {
        await writeServer(client, record, server);
        written += 1;
      }
      tools += server.tools.length;
      onProgress?.({ done: index + 1, total: files.length, tools });
    }
    return written;
  } finally {
    await client.end();
  }
}

function readFacts(folder: string, file: string): ServerFacts {
  try {
    return ServerFacts.parse(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('invalid', `The catalogue file ${file} is not in the format of facts: ${why}`, { cause });
  }
}

async function writeServer(client: Client, record: ServerRecord, { tools }: ServerRows): Promise<void> {
  await within(client, async () => {
    await freeSlug(client, record.slug);
    for (const server of await writeServers(client, [record])) {
      await adoptListings(client, server.id);
      await writeTools(client, [{ ...server, name: record.name, tools }]);
    }
  });
}

/** Repositories of exactly one server. */
function repositoriesOfOne(servers: readonly ServerRows[]): Set<string> {
  const seen = new Map<string, number>();
  for (const { facts } of servers) {
    if (facts.repository) seen.set(facts.repository, (seen.get(facts.repository) ?? 0) + 1);
  }
  return new Set([...seen].flatMap(([repository, servers]) => (servers === 1 ? [repository] : [])));
}
