import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openPool } from '@/lib/base/database/pool';
import { startSilencer } from '@/lib/engines/gateway/testing/process.test-data';
import { createApprovals } from '@/lib/engines/gateway-store/approvals';
import { makeInstallation } from '@/lib/engines/gateway-store/test-installation';

test('a query on a half-open connection rejects, and an approval that cannot be looked up holds up no call', async () => {
  const installation = await makeInstallation('https://mcp.example/', { version: '1', default: 'allow' });
  const database = await startSilencer(installation.url);
  const pool = openPool(database.url, { max: 2, queryMs: 300 });
  await pool.query('SELECT 1');
  database.silence();
  const call = {
    organisationId: installation.id.organisation,
    serverId: installation.id.server,
    grantId: installation.id.grant,
    policyVersionId: installation.id.version,
    tool: 'read',
    argumentsDigest: randomUUID(),
  };
  await expect(createApprovals(pool).find(call)).rejects.toThrow();
  expect(pool.totalCount).toBe(0);
  database.close();
  await Promise.all([pool.end(), installation.pool.end()]);
});
