import { hash, randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { removeCluster } from '@/lib/base/database/cluster';
import { applyMigrations } from '@/lib/base/database/migrate';
import { openDatabase } from '@/lib/base/database/start-database';
import { median, percentile } from '@/lib/core/figures';
import { openSnapshots, type Snapshots } from '@/lib/engines/gateway-store/snapshots';

// `npm run bench:snapshots`: how long after its commit a revocation and a published version take effect in a gateway, with
// nothing beside them and with 15,000 long names of tools: of another organisation, and of the same one. It reports and
// never fails: absolute times are this machine's.

const ROUNDS = 200;
const NAMES = 15_000;
const NAME_LENGTH = 1_024;

const dataDir = mkdtempSync(join(tmpdir(), 'policylayer-bench-'));
const database = await openDatabase({ dataDir, durable: false });
try {
  await applyMigrations(database.url);
  const pool = new Pool({ connectionString: database.url, max: 4 });
  console.log('milliseconds from the commit, p50 / p99 of', ROUNDS);
  const ours = await addOrganisation(pool);
  await measure('nothing beside it', pool, ours);
  await addNames(pool, await addOrganisation(pool));
  await measure(`${NAMES} names of ${NAME_LENGTH} characters of another organisation`, pool, ours);
  await addNames(pool, ours);
  await measure(`${NAMES} names of ${NAME_LENGTH} characters of the same organisation too`, pool, ours);
  await pool.end();
} finally {
  await database.stop();
  removeCluster(dataDir);
}

type Owner = { organisation: string; server: string; policy: string };

async function measure(beside: string, pool: Pool, owner: Owner): Promise<void> {
  const snapshots = await openSnapshots(database.url);
  const revoked: number[] = [];
  const published: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { id, tokenHash } = await addGrant(pool, owner, snapshots);
    const before = snapshots.current().grants.get(tokenHash)?.policy?.number ?? 0;
    const isNewer = () => (snapshots.current().grants.get(tokenHash)?.policy?.number ?? 0) > before;
    const isRevoked = () => snapshots.current().grants.get(tokenHash)?.revoked === true;
    published.push(await takesEffect(snapshots, () => publish(pool, owner), isNewer));
    const revoke = () => pool.query('UPDATE "Grant" SET "revokedAt" = now() WHERE "id" = $1', [id]);
    revoked.push(await takesEffect(snapshots, revoke, isRevoked));
    await pool.query('DELETE FROM "Grant" WHERE "id" = $1', [id]);
  }
  await snapshots.close();
  console.log(`${beside}: revocation ${spread(revoked)}, publication ${spread(published)}`);
}

/** From the commit, or from its answer where that comes later than the effect. */
async function takesEffect(snapshots: Snapshots, change: () => Promise<unknown>, holds: () => boolean) {
  let effectiveAt = 0;
  const look = () => {
    if (effectiveAt === 0 && holds()) effectiveAt = performance.now();
  };
  snapshots.onChange(look);
  await change();
  const committedAt = performance.now();
  while (effectiveAt === 0) await new Promise((resolve) => setImmediate(resolve));
  return Math.max(0, effectiveAt - committedAt);
}

function spread(times: number[]): string {
  return `${median(times).toFixed(1)} / ${percentile(times, 0.99).toFixed(1)}`;
}

async function addOrganisation(pool: Pool): Promise<Owner> {
  const owner = { organisation: randomUUID(), server: randomUUID(), policy: randomUUID() };
  await pool.query(`INSERT INTO "Organisation" ("id", "name") VALUES ($1, 'Bench')`, [owner.organisation]);
  await pool.query(
    `INSERT INTO "Server" ("id", "organisationId", "name", "url") VALUES ($1, $2, 'Bench', 'https://mcp.example/')`,
    [owner.server, owner.organisation],
  );
  await pool.query(`INSERT INTO "Policy" ("id", "organisationId", "serverId", "name") VALUES ($1, $2, $3, 'Bench')`, [
    owner.policy,
    owner.organisation,
    owner.server,
  ]);
  await publish(pool, owner);
  return owner;
}

async function publish(pool: Pool, { organisation, policy }: Owner): Promise<void> {
  await pool.query(
    `INSERT INTO "PolicyVersion" ("id", "organisationId", "policyId", "number", "document", "createdByKind")
     SELECT gen_random_uuid(), $1, $2, 1 + count(*), '{"version":"1","default":"deny"}', 'command'
     FROM "PolicyVersion" WHERE "policyId" = $2`,
    [organisation, policy],
  );
}

async function addNames(pool: Pool, { organisation, server }: Owner): Promise<void> {
  await pool.query(
    `INSERT INTO "Tool" ("organisationId", "serverId", "name", "inputSchema", "definitionHash", "category", "severity", "confidence")
     SELECT $1, $2, lpad(n::text, $3, 'x'), '{}', '', 'Read', 'Low', 1 FROM generate_series(1, $4) n`,
    [organisation, server, NAME_LENGTH, NAMES],
  );
}

async function addGrant(pool: Pool, { organisation, server, policy }: Owner, snapshots: Snapshots) {
  const id = randomUUID();
  const tokenHash = hash('sha256', id);
  await pool.query(
    `INSERT INTO "Grant" ("id", "organisationId", "serverId", "policyId", "label", "tokenHash", "tokenHint")
     VALUES ($1, $2, $3, $4, 'Bench', $5, 'test')`,
    [id, organisation, server, policy, tokenHash],
  );
  while (!snapshots.current().grants.has(tokenHash)) await new Promise((resolve) => setImmediate(resolve));
  return { id, tokenHash };
}
