import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seal } from '@/lib/base/secrets/secret-box';
import { sealAddress } from '@/lib/base/secrets/server-address';
import { openSnapshots, type Snapshots } from './snapshots';
import { type Installation, makeInstallation } from './test-installation';

let installation: Installation;
let snapshots: Snapshots;
beforeAll(async () => {
  installation = await makeInstallation('https://mcp.example/a?b=c', { version: '1', default: 'allow' });
  snapshots = await openSnapshots(installation.gatewayUrl);
});
afterAll(async () => {
  await snapshots.close();
  await installation.close();
});

const grant = () => snapshots.current().grants.get(installation.tokenHash);
const server = () => snapshots.current().endpoints.get(installation.id.server)?.target;

/** The full reading comes each half minute: what takes effect before the test's time is up was announced. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('a snapshot knows the server, the grant and the newest version of its policy', () => {
  expect(server()).toMatchObject({ transport: { origin: 'https://mcp.example', path: '/a?b=c' }, credential: [] });
  expect(grant()).toMatchObject({ id: installation.id.grant, revoked: false, expiresAtMs: Number.POSITIVE_INFINITY });
  expect(grant()?.policy).toMatchObject({ versionId: installation.id.version, number: 1 });
});

test('tools that are pending or gone are not in it', async () => {
  for (const state of ['pinned', 'changed', 'pending', 'gone']) await installation.addTool(`tool-${state}`, state);
  await until(() => server()?.tools.has('tool-changed') === true);
  expect([...(server()?.tools.keys() ?? [])].sort()).toEqual(['tool-changed', 'tool-pinned']);
});

test('a published version, a document that does not read and a revocation each take effect', async () => {
  await installation.publish(randomUUID(), 2, '{"version":"1","default":"deny"}');
  await until(() => grant()?.policy?.number === 2);
  await installation.publish(randomUUID(), 3, '{"version":"1","default":"allow","surprise":true}');
  await until(() => grant()?.policy?.number === 3);
  expect(grant()?.policy?.compiled).toBe('unreadable');
  await installation.pool.query('UPDATE "Grant" SET "revokedAt" = now() WHERE "id" = $1', [installation.id.grant]);
  await until(() => grant()?.revoked === true);
});

test('a credential is opened for its own server only', async () => {
  const set = (box: string) =>
    installation.pool.query('UPDATE "Server" SET "credentialBox" = $1 WHERE "id" = $2', [box, installation.id.server]);
  const headers = JSON.stringify({ Authorization: 'Bearer ours', Host: 'evil', 'Mcp-Session-Id': 'x' });
  await set(seal(headers, `server:${installation.id.server}`));
  await until(() => server()?.credential?.length === 2);
  expect(server()?.credential).toEqual(['Authorization', 'Bearer ours']);
  await set(seal(headers, `server:${randomUUID()}`));
  await until(() => server()?.credential === null);
});

test('a sealed address is opened for its own server only, and nothing is sent where it cannot be opened', async () => {
  const set = (owner: string, url: string) =>
    installation.pool.query('UPDATE "Server" SET "url" = $1, "urlBox" = $2, "credentialBox" = NULL WHERE "id" = $3', [
      ...Object.values(sealAddress(owner, url)),
      installation.id.server,
    ]);
  await set(installation.id.server, 'https://mcp.example/b?token=s3cret');
  await until(() => server()?.transport.path === '/b?token=s3cret');
  expect(server()?.credential).toEqual([]);
  await set(randomUUID(), 'https://mcp.example/c?token=s3cret');
  await until(() => server()?.credential === null);
  expect(server()?.transport.path).not.toContain('s3cret');
});

test('the right to private addresses takes effect in the gateway within a second', async () => {
  const set = (right: boolean) => installation.pool.query('UPDATE "Organisation" SET "mayReachPrivate" = $1', [right]);
  await set(false);
  await until(() => server()?.transport.mayReachPrivate === false);
  await set(true);
  await until(() => server()?.transport.mayReachPrivate === true);
});

test('a lost connection is made anew and misses nothing', async () => {
  await installation.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query = 'SELECT 1'`,
  );
  await installation.pool.query('UPDATE "Grant" SET "revokedAt" = NULL WHERE "id" = $1', [installation.id.grant]);
  await until(() => grant()?.revoked === false && snapshots.oldestMs() < 1_000);
});

test('a revocation takes effect from its notice, and what cannot be read yet is read again within moments', async () => {
  await installation.pool.query('ALTER TABLE "PolicyVersion" RENAME TO "Away"');
  await installation.pool.query('UPDATE "Grant" SET "revokedAt" = now() WHERE "id" = $1', [installation.id.grant]);
  await until(() => grant()?.revoked === true);
  await installation.pool.query('UPDATE "Server" SET "url" = $1', ['https://other.example/']);
  await until(() => snapshots.ageMs(installation.id.organisation) > 500);
  expect(server()?.transport.origin).toBe('https://mcp.example');
  await installation.pool.query('ALTER TABLE "Away" RENAME TO "PolicyVersion"');
  await until(() => server()?.transport.origin === 'https://other.example');
  await until(() => snapshots.ageMs(installation.id.organisation) < 1_000);
});

test('a removed server is gone', async () => {
  await installation.pool.query('DELETE FROM "Server" WHERE "id" = $1', [installation.id.server]);
  await until(() => server() === undefined);
});
