import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '@/lib/base/database/fresh-database';

// The triggers of migration 0004, which keep the catalogue's counts and words.

const categories = ['Read', 'Write', 'Destructive'] as const;
const severities = ['Low', 'Medium', 'Critical'] as const;
const clients: Client[] = [];
let client: Client;

beforeAll(async () => {
  const connectionString = await freshDatabase();
  for (let number = 0; number < 6; number++) clients.push(new Client({ connectionString }));
  for (const one of clients) await one.connect();
  client = clients[0]!;
});

afterAll(() => Promise.all(clients.map((one) => one.end())));

async function addServer(by: Client, slug: string): Promise<string> {
  const { rows } = await by.query<{ id: string }>(
    `INSERT INTO "CatalogueServer" ("id", "slug", "name", "packages", "remotes", "source", "readAt", "contentHash")
     VALUES (gen_random_uuid(), $1, $1, '[]', '[]', 'test', now(), '') ON CONFLICT ("slug") DO UPDATE SET "name" = $1
     RETURNING "id"`,
    [slug],
  );
  return rows[0]!.id;
}

/** Upsert, as the loader does. */
async function addTools(by: Client, serverId: string, count: number, round: number): Promise<void> {
  await by.query(
    `INSERT INTO "CatalogueTool" ("id", "serverId", "slug", "name", "knowledge", "definitionHash", "category", "severity",
       "confidence", "searchText")
     SELECT gen_random_uuid(), $1, 'tool-' || n, 'tool_' || n, 'listed', '', ($2::text[])[1 + (n + $4) % 3]::"Category",
       ($3::text[])[1 + (n * $4) % 3]::"Severity", 1, 'tool word' || $4 FROM generate_series(1, $5) AS n
     ON CONFLICT ("serverId", "slug") DO UPDATE SET "category" = excluded."category", "severity" = excluded."severity",
       "searchText" = excluded."searchText"`,
    [serverId, categories, severities, round, count],
  );
}

async function expectTrueCounts(): Promise<void> {
  const { rows: told } = await client.query(
    `SELECT "category", "severity", sum("servers")::int AS servers, sum("tools")::int AS tools FROM "CatalogueTally"
     GROUP BY 1, 2 HAVING sum("servers") <> 0 OR sum("tools") <> 0 ORDER BY 1, 2`,
  );
  const { rows: counted } = await client.query(
    `SELECT NULL AS category, NULL AS severity, count(*)::int AS servers, 0 AS tools FROM "CatalogueServer"
     HAVING count(*) > 0
     UNION ALL SELECT "category"::text, "severity"::text, 0, count(*)::int FROM "CatalogueTool" GROUP BY 2, 1`,
  );
  const inOrder = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort();
  expect(inOrder(told)).toEqual(inOrder(counted));
  const { rows: wrong } = await client.query(
    `SELECT "slug", "toolCount" FROM "CatalogueServer" AS server
     WHERE "toolCount" <> (SELECT count(*) FROM "CatalogueTool" WHERE "serverId" = server."id")`,
  );
  expect(wrong).toEqual([]);
}

test('the counts equal those of the tables after every kind of write', async () => {
  const id = await addServer(client, 'one');
  await expectTrueCounts();
  await addTools(client, id, 10, 1);
  await expectTrueCounts();
  await addTools(client, id, 12, 2);
  await expectTrueCounts();
  await client.query(`DELETE FROM "CatalogueTool" WHERE "category" = 'Read'`);
  await expectTrueCounts();
  await client.query(`DELETE FROM "CatalogueServer"`);
  await expectTrueCounts();
});

test('a rollback is not counted', async () => {
  await client.query('BEGIN');
  await addTools(client, await addServer(client, 'never'), 5, 1);
  await client.query('ROLLBACK');
  await expectTrueCounts();
});

test('the counts stay right and small under concurrent writers, a third of which roll back', async () => {
  await Promise.all(
    clients.map(async (by, writer) => {
      for (let round = 0; round < 60; round++) {
        await by.query('BEGIN');
        const id = await addServer(by, `server-${writer}-${round % 4}`);
        await addTools(by, id, 5 + (round % 7), round);
        if (round % 5 === 0)
          await by.query(`DELETE FROM "CatalogueTool" WHERE "serverId" = $1 AND "severity" = 'Low'`, [id]);
        if (round % 11 === 0) await by.query('DELETE FROM "CatalogueServer" WHERE "id" = $1', [id]);
        await by.query(round % 3 === 2 ? 'ROLLBACK' : 'COMMIT');
      }
    }),
  );
  await expectTrueCounts();
  const { rows } = await client.query<{ rows: number }>('SELECT count(*)::int AS rows FROM "CatalogueTally"');
  expect(rows[0]?.rows).toBeLessThan(300);
});

test('a reader never sees an inconsistent count', async () => {
  await client.query('DELETE FROM "CatalogueServer"');
  const id = await addServer(client, 'steady');
  await addTools(client, id, 9, 0);
  const writing = (async () => {
    for (let round = 1; round < 80; round++) await addTools(clients[1]!, id, 9, round);
  })();
  for (let read = 0; read < 80; read++) {
    const { rows } = await clients[2]!.query('SELECT sum("tools")::int AS tools FROM "CatalogueTally"');
    expect(rows[0]?.tools).toBe(9);
  }
  await writing;
});

test('every word of a tool is stored once, and no number', async () => {
  const { rows } = await client.query<{ word: string }>(
    `SELECT "word" FROM "CatalogueWord" WHERE "word" ~ '^(tool|word7)$'`,
  );
  expect(rows.map(({ word }) => word).sort()).toEqual(['tool', 'word7']);
  expect((await client.query(`SELECT FROM "CatalogueWord" WHERE "word" ~ '^[0-9]+$'`)).rowCount).toBe(0);
});
