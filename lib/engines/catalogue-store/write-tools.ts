import type { ClientBase } from 'pg';
import type { Definition } from '@/lib/core/catalogue-model/difference';
import { uniqueSlugs } from '@/lib/core/catalogue-model/slug';
import { compareTools, type KnownTool } from './compare-tools';
import type { ToolRow } from './rows';
import { tellChanges } from './tell-changes';

/** All current tools of one server; `isNew` saves reading the old ones. */
export type ServerTools = { id: string; slug: string; name: string; isNew: boolean; tools: readonly ToolRow[] };

/**
 * Makes the servers' tool rows equal to the given ones and adds the changes to the feed, in four statements however
 * many servers. A redefined tool keeps its row, slug and `firstSeenAt`. Returns the number of changes.
 */
export async function writeTools(client: ClientBase, servers: readonly ServerTools[]): Promise<number> {
  const known = byServer(await readKnown(client, servers));
  const plans = servers.map((server) => planOf(server, known.get(server.id) ?? []));
  const gone = plans.flatMap((plan) => plan.gone);
  if (gone.length > 0) await client.query('DELETE FROM "CatalogueTool" WHERE "id" = ANY($1::uuid[])', [gone]);
  await upsertTools(
    client,
    plans.flatMap((plan) => plan.rows),
  );
  const changes = plans.flatMap((plan) => plan.changes);
  await tellChanges(client, changes);
  return changes.length;
}

function planOf(server: ServerTools, known: readonly KnownTool[]) {
  const slugs = uniqueSlugs(
    server.tools.map(({ name }) => name),
    new Map(known.map(({ name, slug }) => [name, slug])),
  );
  const tools = server.tools.map((tool, index) => ({ ...tool, slug: slugs[index] ?? tool.slug }));
  const before = new Map(known.map((tool) => [tool.name, tool]));
  const names = new Set(tools.map(({ name }) => name));
  return {
    gone: known.flatMap(({ id, name }) => (names.has(name) ? [] : [id])),
    rows: tools
      .filter((tool) => differs(before.get(tool.name), tool))
      .map((tool) => ({ serverId: server.id, ...tool })),
    changes: compareTools(server, known, tools),
  };
}

function byServer(tools: readonly KnownTool[]): Map<string, KnownTool[]> {
  const groups = new Map<string, KnownTool[]>();
  for (const tool of tools) {
    const group = groups.get(tool.serverId);
    if (group) group.push(tool);
    else groups.set(tool.serverId, [tool]);
  }
  return groups;
}

const compared = ['definitionHash', 'category', 'severity', 'confidence', 'knowledge', 'searchText'] as const;

function differs(old: KnownTool | undefined, tool: ToolRow): boolean {
  return old === undefined || compared.some((field) => old[field] !== tool[field]);
}

async function readKnown(client: ClientBase, servers: readonly ServerTools[]): Promise<KnownTool[]> {
  const old = servers.filter(({ isNew }) => !isNew);
  if (old.length === 0) return [];
  const { rows } = await client.query<KnownTool>(
    `SELECT "id", "serverId", "slug", "name", "definitionHash", "category", "severity", "confidence", "knowledge",
            "searchText"
     FROM "CatalogueTool" WHERE "serverId" = ANY($1::uuid[]) ORDER BY "name"`,
    [old.map(({ id }) => id)],
  );
  const hashes = new Map(
    old.flatMap(({ id, tools }) => tools.map((tool) => [`${id} ${tool.name}`, tool.definitionHash])),
  );
  const redefined = rows.filter((tool) => {
    const hash = hashes.get(`${tool.serverId} ${tool.name}`);
    return hash !== undefined && hash !== tool.definitionHash;
  });
  const definitions = await readDefinitions(
    client,
    redefined.map(({ id }) => id),
  );
  return rows.map((tool) => ({ ...tool, definition: definitions.get(tool.id) }));
}

async function readDefinitions(client: ClientBase, ids: string[]): Promise<Map<string, Definition>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<Definition & { id: string }>(
    'SELECT "id", "title", "description", "inputSchema", "annotations" FROM "CatalogueTool" WHERE "id" = ANY($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, ...definition }) => [id, definition]));
}

async function upsertTools(client: ClientBase, rows: readonly (ToolRow & { serverId: string })[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO "CatalogueTool"
       ("id", "serverId", "slug", "name", "title", "description", "inputSchema", "annotations", "knowledge",
        "definitionHash", "category", "severity", "confidence", "searchText")
     SELECT gen_random_uuid(), t."serverId", t."slug", t."name", t."title", t."description", t."inputSchema",
            t."annotations", t."knowledge"::"Knowledge", t."definitionHash", t."category"::"Category",
            t."severity"::"Severity", t."confidence", t."searchText"
     FROM jsonb_to_recordset($1::jsonb) AS t("serverId" uuid, "slug" text, "name" text, "title" text,
       "description" text, "inputSchema" jsonb, "annotations" jsonb, "knowledge" text, "definitionHash" text,
       "category" text, "severity" text, "confidence" float8, "searchText" text)
     ON CONFLICT ("serverId", "slug") DO UPDATE SET
       "name" = excluded."name", "title" = excluded."title", "description" = excluded."description",
       "inputSchema" = excluded."inputSchema", "annotations" = excluded."annotations",
       "knowledge" = excluded."knowledge", "category" = excluded."category", "severity" = excluded."severity",
       "confidence" = excluded."confidence", "searchText" = excluded."searchText",
       "changedAt" = CASE WHEN "CatalogueTool"."definitionHash" = excluded."definitionHash"
                          THEN "CatalogueTool"."changedAt" ELSE CURRENT_TIMESTAMP END,
       "definitionHash" = excluded."definitionHash"`,
    [JSON.stringify(rows)],
  );
}
