import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { ServerFacts } from '@/lib/catalogue/facts';
import { rowsOf, type ServerRows } from '@/lib/catalogue/rows';
import { AppError } from '@/lib/errors';

export const catalogueFolder = fileURLToPath(new URL('./catalogue', import.meta.url));

type CatalogueProgress = { done: number; total: number; tools: number };

type Options = {
  databaseUrl: string;
  folder?: string;
  onProgress?: (progress: CatalogueProgress) => void;
};

/**
 * Loads the facts under prisma/catalogue, each server in a transaction of its own; a server that is loaded already is left
 * alone, and so are servers that have no file. Tools that a file no longer names are removed. Returns how many servers
 * were written. Two starts at once wait for each other.
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
    let written = 0;
    let tools = 0;
    for (const [index, file] of files.entries()) {
      const server = rowsOf(readFacts(folder, file));
      if (loaded.get(server.facts.slug) !== server.contentHash) {
        await writeServer(client, server);
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

async function writeServer(client: Client, server: ServerRows): Promise<void> {
  await client.query('BEGIN');
  try {
    const serverId = await upsertServer(client, server);
    await client.query('DELETE FROM "CatalogueTool" WHERE "serverId" = $1 AND NOT "name" = ANY($2::text[])', [
      serverId,
      server.tools.map(({ name }) => name),
    ]);
    await upsertTools(client, serverId, server);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function upsertServer(client: Client, { facts, contentHash }: ServerRows): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO "CatalogueServer"
       ("id", "slug", "name", "publisher", "repository", "licence", "packages", "remotes", "source", "readAt", "contentHash")
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT ("slug") DO UPDATE SET
       "name" = excluded."name", "publisher" = excluded."publisher", "repository" = excluded."repository",
       "licence" = excluded."licence", "packages" = excluded."packages", "remotes" = excluded."remotes",
       "source" = excluded."source", "readAt" = excluded."readAt", "contentHash" = excluded."contentHash"
     RETURNING "id"`,
    [
      facts.slug,
      facts.name,
      facts.publisher,
      facts.repository,
      facts.licence,
      JSON.stringify(facts.packages),
      JSON.stringify(facts.remotes),
      facts.source,
      facts.readAt,
      contentHash,
    ],
  );
  const [row] = rows;
  if (!row) throw new Error(`PostgreSQL returned no row for ${facts.slug}.`);
  return row.id;
}

/** One statement for all tools of a server, and a redefined tool keeps its row and its `firstSeenAt`. */
async function upsertTools(client: Client, serverId: string, { tools }: ServerRows): Promise<void> {
  await client.query(
    `INSERT INTO "CatalogueTool"
       ("id", "serverId", "slug", "name", "inputSchema", "annotations", "knowledge", "definitionHash", "category",
        "severity", "confidence", "searchText")
     SELECT gen_random_uuid(), $1, t."slug", t."name", t."inputSchema", t."annotations", t."knowledge"::"Knowledge",
            t."definitionHash", t."category"::"Category", t."severity"::"Severity", t."confidence", t."searchText"
     FROM jsonb_to_recordset($2::jsonb) AS t("slug" text, "name" text, "inputSchema" jsonb, "annotations" jsonb,
       "knowledge" text, "definitionHash" text, "category" text, "severity" text, "confidence" float8, "searchText" text)
     ON CONFLICT ("serverId", "slug") DO UPDATE SET
       "name" = excluded."name", "inputSchema" = excluded."inputSchema", "annotations" = excluded."annotations",
       "knowledge" = excluded."knowledge", "category" = excluded."category", "severity" = excluded."severity",
       "confidence" = excluded."confidence", "searchText" = excluded."searchText",
       "changedAt" = CASE WHEN "CatalogueTool"."definitionHash" = excluded."definitionHash"
                          THEN "CatalogueTool"."changedAt" ELSE CURRENT_TIMESTAMP END,
       "definitionHash" = excluded."definitionHash"`,
    [serverId, JSON.stringify(tools)],
  );
}
