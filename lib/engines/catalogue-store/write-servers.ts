import type { ClientBase } from 'pg';
import type { ServerRecord } from './record';

export type WrittenServer = { id: string; slug: string; isNew: boolean };

/** Upserts servers by slug, in one statement; slugs must be distinct. A changed remote is read again. */
export async function writeServers(client: ClientBase, records: readonly ServerRecord[]): Promise<WrittenServer[]> {
  if (records.length === 0) return [];
  const { rows } = await client.query<WrittenServer>(
    `INSERT INTO "CatalogueServer"
       ("id", "slug", "name", "publisher", "repository", "licence", "packages", "remotes", "source", "readAt",
        "contentHash", "origin", "description", "websiteUrl", "version", "identities", "registryName")
     SELECT gen_random_uuid(), r."slug", r."name", r."publisher", r."repository", r."licence", r."packages", r."remotes",
            r."source", r."readAt", r."contentHash", r."origin"::"CatalogueOrigin", r."description", r."websiteUrl",
            r."version", ARRAY(SELECT jsonb_array_elements_text(r."identities")), r."registryName"
     FROM jsonb_to_recordset($1::jsonb) AS r("slug" text, "name" text, "publisher" text, "repository" text,
       "licence" text, "packages" jsonb, "remotes" jsonb, "source" text, "readAt" timestamptz, "contentHash" text,
       "origin" text, "description" text, "websiteUrl" text, "version" text, "identities" jsonb, "registryName" text)
     ON CONFLICT ("slug") DO UPDATE SET
       "name" = excluded."name", "publisher" = excluded."publisher", "repository" = excluded."repository",
       "licence" = excluded."licence", "packages" = excluded."packages", "remotes" = excluded."remotes",
       "source" = excluded."source", "readAt" = excluded."readAt", "contentHash" = excluded."contentHash",
       "origin" = excluded."origin", "description" = excluded."description", "websiteUrl" = excluded."websiteUrl",
       "version" = excluded."version", "identities" = excluded."identities", "registryName" = excluded."registryName",
       "remoteTriedAt" = CASE WHEN "CatalogueServer"."remotes" = excluded."remotes"
                              THEN "CatalogueServer"."remoteTriedAt" END,
       "remoteProblem" = CASE WHEN "CatalogueServer"."remotes" = excluded."remotes"
                              THEN "CatalogueServer"."remoteProblem" END
     RETURNING "id", "slug", (xmax = 0) AS "isNew"`,
    [JSON.stringify(records)],
  );
  return rows;
}
