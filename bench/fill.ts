import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { ServerFacts } from '@/lib/core/catalogue-model/facts';
import { rowsOf, type ServerRows } from '@/lib/engines/catalogue-store/rows';
import { generateServers } from './generated-servers';

/** Tools a statement. */
const batchSize = 5_000;

type Row = Record<string, unknown>;

/**
 * Writes generated servers with `tools` tools in all, many servers a statement: minutes where the loader, which takes
 * a transaction for each server, would need an hour. The rows are the loader's own. Indexes that no constraint needs are made
 * afterwards, as one would who restores a dump.
 */
export async function fillCatalogue(client: Client, tools: number, onProgress: (done: number) => void): Promise<void> {
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
     WHERE tablename = 'CatalogueTool' AND indexdef NOT LIKE '%UNIQUE%'`,
  );
  for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`);
  let done = 0;
  let servers: Row[] = [];
  let batch: Row[] = [];
  const flush = async () => {
    await insert(client, 'CatalogueServer', servers);
    await insert(client, 'CatalogueTool', batch);
    done += batch.length;
    onProgress(done);
    servers = [];
    batch = [];
  };
  for (const facts of generateServers(tools)) {
    const id = newId();
    const rows = rowsOf(facts);
    servers.push(serverRow(id, facts, rows));
    for (const [index, tool] of rows.tools.entries()) batch.push({ ...toolRow(facts, index), serverId: id, ...tool });
    if (batch.length >= batchSize) await flush();
  }
  await flush();
  for (const { definition } of indexes) await client.query(definition);
  await client.query('VACUUM ANALYZE');
}

const at = '2026-11-01T00:00:00.000Z';

function serverRow(id: string, { tools, ...facts }: ServerFacts, { contentHash }: ServerRows): Row {
  return { id, ...facts, contentHash, createdAt: at, origin: 'shipped', identities: [] };
}

function toolRow({ knowledge, name }: ServerFacts, index: number): Row {
  const description = `Works on what ${name} keeps, as number ${index} of its tools; see its manual for the arguments.`;
  return { id: newId(), firstSeenAt: at, changedAt: at, ...(knowledge === 'introspected' && { description }) };
}

/** Version 7, as the schema's own: rows written together stand together. */
function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

async function insert(client: Client, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(Object.assign({}, ...rows))
    .filter((column) => column !== 'knowledge' || table === 'CatalogueTool')
    .map((column) => `"${column}"`)
    .join(', ');
  await client.query(
    `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${table}", $1)`,
    [JSON.stringify(rows)],
  );
}
