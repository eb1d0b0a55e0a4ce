import { hash, randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { freshDatabases } from '@/lib/base/database/fresh-database';

/** An organisation with one server, one policy and one grant, in a database of its own. */
export async function makeInstallation(upstreamUrl: string, document: object | string) {
  const { url, roleUrls } = await freshDatabases();
  const pool = new Pool({ connectionString: url, max: 6 });
  const gatewayUrl = roleUrls.gateway;
  const gatewayPool = new Pool({ connectionString: gatewayUrl, max: 6 });
  const id = {
    organisation: randomUUID(),
    server: randomUUID(),
    policy: randomUUID(),
    version: randomUUID(),
    grant: randomUUID(),
  };
  const tokenHash = hash('sha256', `plg_${id.grant}`);
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  await addOrganisation(pool, id, upstreamUrl);
  const installation = {
    /** Reaches it as the gateway does, with no right more: for what is tested. */
    gatewayUrl,
    gatewayPool,
    /** As the worker does. */
    workerUrl: roleUrls.worker,
    /** The owner's: for what a test arranges. */
    url,
    pool,
    id,
    token: `plg_${id.grant}`,
    tokenHash,
    async close(): Promise<void> {
      await Promise.all([pool.end(), gatewayPool.end()]);
    },
    async addTool(name: string, state = 'pinned'): Promise<void> {
      await pool.query(
        `INSERT INTO "Tool" ("organisationId", "serverId", "name", "inputSchema", "definitionHash", "state", "category", "severity", "confidence")
         VALUES ($1, $2, $3, '{}', '', $4, 'Read', 'Low', 1)`,
        [id.organisation, id.server, name, state],
      );
    },
    async publish(versionId: string, number: number, published: string): Promise<void> {
      await pool.query(
        `INSERT INTO "PolicyVersion" ("id", "organisationId", "policyId", "number", "document", "createdByKind")
         VALUES ($1, $2, $3, $4, $5, 'command')`,
        [versionId, id.organisation, id.policy, number, published],
      );
    },
  };
  await installation.publish(id.version, 1, text);
  await pool.query(
    `INSERT INTO "Grant" ("id", "organisationId", "serverId", "policyId", "label", "tokenHash", "tokenHint")
     VALUES ($1, $2, $3, $4, 'Grant', $5, 'test')`,
    [id.grant, id.organisation, id.server, id.policy, tokenHash],
  );
  return installation;
}

type Ids = { organisation: string; server: string; policy: string };

async function addOrganisation(pool: Pool, { organisation, server, policy }: Ids, upstreamUrl: string): Promise<void> {
  await pool.query(`INSERT INTO "Organisation" ("id", "name", "mayReachPrivate") VALUES ($1, 'Ours', true)`, [
    organisation,
  ]);
  await pool.query(`INSERT INTO "Server" ("id", "organisationId", "name", "url") VALUES ($1, $2, 'Server', $3)`, [
    server,
    organisation,
    upstreamUrl,
  ]);
  await pool.query(`INSERT INTO "Policy" ("id", "organisationId", "serverId", "name") VALUES ($1, $2, $3, 'Policy')`, [
    policy,
    organisation,
    server,
  ]);
}

export type Installation = Awaited<ReturnType<typeof makeInstallation>>;
