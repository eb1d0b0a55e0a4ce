import { hash, randomBytes, randomUUID } from 'node:crypto';
import type { Client } from 'pg';

/** An organisation with one server, one policy in force and one grant. */
export type Tenant = { organisation: string; server: string; policy: string; token: string };

const MEBIBYTE = 1_048_576;

/** Writes what the console would, in one transaction. */
export async function addTenant(client: Client, upstream: string, document: object, tools: string[]): Promise<Tenant> {
  const [organisation, server, policy, version, grant] = Array.from({ length: 5 }, () => randomUUID());
  const token = `plg_${randomBytes(24).toString('hex')}`;
  await client.query('BEGIN');
  await client.query('INSERT INTO "Organisation" ("id", "name", "mayReachPrivate") VALUES ($1, $2, true)', [
    organisation,
    'Bench',
  ]);
  await client.query(
    `INSERT INTO "Server" ("id", "organisationId", "name", "url", "bodyBytesMax", "sessionsPerMinute", "sessionsOpenMax")
     VALUES ($1, $2, 'Server', $3, $4, 1000, 10000)`,
    [server, organisation, upstream, 4 * MEBIBYTE],
  );
  await client.query(
    `INSERT INTO "Tool" ("organisationId", "serverId", "name", "inputSchema", "definitionHash", "state", "category", "severity", "confidence")
     SELECT $1, $2, unnest($3::text[]), '{}', '', 'pinned', 'Read', 'Low', 1`,
    [organisation, server, tools],
  );
  await client.query('INSERT INTO "Policy" ("id", "organisationId", "serverId", "name") VALUES ($1, $2, $3, $4)', [
    policy,
    organisation,
    server,
    'Policy',
  ]);
  await client.query(
    `INSERT INTO "PolicyVersion" ("id", "organisationId", "policyId", "number", "document", "createdByKind")
     VALUES ($1, $2, $3, 1, $4, 'command')`,
    [version, organisation, policy, JSON.stringify(document)],
  );
  await client.query(
    `INSERT INTO "Grant" ("id", "organisationId", "serverId", "policyId", "label", "tokenHash", "tokenHint")
     VALUES ($1, $2, $3, $4, 'Grant', $5, 'test')`,
    [grant, organisation, server, policy, hash('sha256', token)],
  );
  await client.query('COMMIT');
  return { organisation: String(organisation), server: String(server), policy: String(policy), token };
}

/** Publishes the same document as the next version of a tenant's policy. */
export async function publishAgain(client: Client, { organisation, policy }: Tenant): Promise<void> {
  await client.query(
    `INSERT INTO "PolicyVersion" ("id", "organisationId", "policyId", "number", "document", "createdByKind")
     SELECT $1, $2, $3, max("number") + 1, (array_agg("document"))[1], 'command' FROM "PolicyVersion" WHERE "policyId" = $3`,
    [randomUUID(), organisation, policy],
  );
}
