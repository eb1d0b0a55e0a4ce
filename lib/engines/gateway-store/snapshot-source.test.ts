import { hash, randomUUID } from 'node:crypto';
import { snapshotSourceContract } from '@/lib/engines/gateway/snapshot-source.contract';
import { openSnapshots } from './snapshots';
import { makeInstallation } from './test-installation';
import { startProxy } from './test-proxy';

snapshotSourceContract(async () => {
  const installation = await makeInstallation('https://mcp.example/', { version: '1', default: 'allow' });
  const { pool, id, tokenHash } = installation;
  await pool.query('UPDATE "Server" SET "sessionsPerMinute" = 1');
  const theirs = { organisationId: randomUUID(), tokenHash: hash('sha256', 'theirs') };
  const server = randomUUID();
  await pool.query(`INSERT INTO "Organisation" ("id", "name") VALUES ($1, 'Theirs')`, [theirs.organisationId]);
  await pool.query(
    `INSERT INTO "Server" ("id", "organisationId", "name", "url") VALUES ($1, $2, 'Server', 'http://a.test/')`,
    [server, theirs.organisationId],
  );
  await pool.query(
    `INSERT INTO "Grant" ("id", "organisationId", "serverId", "label", "tokenHash", "tokenHint")
     VALUES (gen_random_uuid(), $1, $2, 'Grant', $3, 'test')`,
    [theirs.organisationId, server, theirs.tokenHash],
  );
  const proxy = await startProxy(installation.gatewayUrl);
  const source = await openSnapshots(proxy.url, { pollMs: 20, timeoutMs: 1_000 });
  return {
    source,
    ours: { organisationId: id.organisation, tokenHash, endpointId: id.server },
    theirs,
    async revoke(party) {
      await pool.query('UPDATE "Grant" SET "revokedAt" = now() WHERE "tokenHash" = $1', [party.tokenHash]);
    },
    async removeEndpoint() {
      await pool.query('DELETE FROM "Server" WHERE "id" = $1', [id.server]);
    },
    async publishWithSettings(number) {
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query('UPDATE "Server" SET "sessionsPerMinute" = $1 WHERE "id" = $2', [number, id.server]);
      await client.query(
        `INSERT INTO "PolicyVersion" ("id", "organisationId", "policyId", "number", "document", "createdByKind")
         VALUES (gen_random_uuid(), $1, $2, $3, '{"version":"1","default":"deny"}', 'command')`,
        [id.organisation, id.policy, number],
      );
      await client.query('COMMIT');
      client.release();
    },
    cutOff: () => proxy.close(),
    async close() {
      await source.close();
      proxy.close();
      await installation.close();
    },
  };
});
