import type { ClientBase } from 'pg';

/** Position in a registry; `startedAt` is set during a run. */
export type SyncState = {
  cursor: string | null;
  since: Date | null;
  startedAt: Date | null;
  through: Date | null;
  etag: string | null;
  etagUrl: string | null;
};

const none: SyncState = { cursor: null, since: null, startedAt: null, through: null, etag: null, etagUrl: null };

export async function readState(client: ClientBase, registry: string): Promise<SyncState> {
  const { rows } = await client.query<SyncState>(
    `SELECT "cursor", "since", "startedAt", "through", "etag", "etagUrl" FROM "CatalogueSync" WHERE "registry" = $1`,
    [registry],
  );
  return rows[0] ?? none;
}

/** In the transaction of the rows up to there: both are kept, or neither. */
export async function writeState(client: ClientBase, registry: string, state: SyncState): Promise<void> {
  const { cursor, since, startedAt, through, etag, etagUrl } = state;
  await client.query(
    `INSERT INTO "CatalogueSync" ("registry", "cursor", "since", "startedAt", "through", "etag", "etagUrl")
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT ("registry") DO UPDATE SET
       "cursor" = excluded."cursor", "since" = excluded."since", "startedAt" = excluded."startedAt",
       "through" = excluded."through", "etag" = excluded."etag", "etagUrl" = excluded."etagUrl"`,
    [registry, cursor, since, startedAt, through, etag, etagUrl],
  );
}
