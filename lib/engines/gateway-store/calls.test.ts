import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallRow } from '@/lib/engines/gateway/ports';
import { createCallSink } from './calls';
import { type Installation, makeInstallation } from './test-installation';

let installation: Installation;
beforeAll(async () => {
  installation = await makeInstallation('https://mcp.example/', { version: '1', default: 'allow' });
});
afterAll(() => installation.close());

const row = (over: Partial<CallRow> = {}): CallRow => ({
  id: randomUUID(),
  at: '2026-11-22T00:00:00.123Z',
  organisationId: installation.id.organisation,
  serverId: installation.id.server,
  grantId: installation.id.grant,
  requestId: 'r',
  traceId: null,
  session: null,
  era: 'modern',
  method: 'tools/call',
  tool: 'read',
  argumentKeys: ['a', '{"b"}', ''],
  argumentsDigest: null,
  outcome: 'allow',
  rule: '',
  message: '',
  failure: null,
  policyVersionId: installation.id.version,
  upstreamStatus: 200,
  requestBytes: 1,
  responseBytes: 2,
  gatewayMicros: 3,
  upstreamMicros: 4,
  ...over,
});
const stored = async (id: string) => (await installation.pool.query('SELECT * FROM "Call" WHERE "id" = $1', [id])).rows;

test('a row is stored as it was written, once, however often it is written', async () => {
  const sink = createCallSink(installation.gatewayPool);
  const one = row();
  await sink.write([one]);
  await sink.write([one, row()]);
  expect(await stored(one.id)).toEqual([{ ...one, at: new Date(one.at) }]);
});

test('a row that the database refuses does not hold up the others', async () => {
  const good = row();
  await createCallSink(installation.gatewayPool).write([row({ serverId: 'no uuid' }), good]);
  expect(await stored(good.id)).toHaveLength(1);
});

test('a database that is away is told to the caller, who keeps the rows', async () => {
  const gone = await makeInstallation('https://mcp.example/', '{}');
  await gone.pool.end();
  await expect(createCallSink(gone.pool).write([row()])).rejects.toThrow();
});

test('last use and last contact are noted', async () => {
  const { grant, server } = installation.id;
  const at = Date.UTC(2026, 10, 22);
  await createCallSink(installation.gatewayPool).touch(new Map([[grant, at]]), new Map([[server, at + 1]]));
  const { rows } = await installation.pool.query(
    'SELECT g."lastUsedAt", s."lastContactAt" FROM "Grant" g JOIN "Server" s ON s."id" = g."serverId"',
  );
  expect(rows).toEqual([{ lastUsedAt: new Date(at), lastContactAt: new Date(at + 1) }]);
});
