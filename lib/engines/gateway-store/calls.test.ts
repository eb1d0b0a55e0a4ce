import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { log } from '@/lib/base/log';
import { openExchange } from '@/lib/engines/gateway/exchange';
import type { Head } from '@/lib/engines/gateway/http/head';
import type { Snapshot } from '@/lib/engines/gateway/ports';
import { toCallRow } from '@/lib/engines/gateway/record/call-row';
import type { CallRow } from '@/lib/engines/gateway/record/call-sink';
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

test.each<[string, Partial<CallRow>]>([
  ['a number beyond 32 bits', { responseBytes: 2_200_000_000 }],
  ['no number', { gatewayMicros: Number.NaN }],
  ['a fraction', { requestBytes: 0.5, upstreamMicros: 1e300 }],
  ['NUL', { message: 'a\0b' }],
  ['half of a surrogate pair', { tool: '\ud800' }],
  ['NUL in an argument', { argumentKeys: ['\0'] }],
])('a call is in the log although %s of it is refused', async (_, over) => {
  const sink = createCallSink(installation.gatewayPool);
  const [one, other] = [row(over), row()];
  await sink.write([one, other]);
  await sink.write([one]);
  const { id, at, organisationId, serverId, grantId, policyVersionId, outcome } = one;
  expect(await stored(id)).toMatchObject([
    { id, at: new Date(at), organisationId, serverId, grantId, policyVersionId, outcome },
  ]);
  expect(await stored(other.id)).toMatchObject([{ tool: 'read' }]);
});

test('a row that nothing of can be stored is told with its id', async () => {
  const told = vi.spyOn(log, 'error');
  const one = row({ organisationId: 'no uuid' });
  await createCallSink(installation.gatewayPool).write([one]);
  expect(told).toHaveBeenLastCalledWith(expect.objectContaining({ callId: one.id }), expect.stringContaining('lost'));
  told.mockRestore();
});

/** Whatever a client or a server may bring into a row. */
const exchanges = fc.record({
  bytes: fc.oneof(fc.constantFrom(-1, 2 ** 31, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, 0.5), fc.nat()),
  ms: fc.oneof(fc.constantFrom(-1, 1e12, Number.NaN, Number.POSITIVE_INFINITY), fc.double()),
  text: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\0', '\ud800', '\udc00a', `${'a'.repeat(199)}😀`, 'é'.repeat(100_000), '\\u0000', '"'),
  ),
  serverId: fc.constantFrom('abc', '-', randomUUID()),
});

test('a row made of any exchange is stored as it is', async () => {
  const sink = createCallSink(installation.gatewayPool);
  const { organisation: organisationId, server: serverId, grant: id, version: versionId } = installation.id;
  await fc.assert(
    fc.asyncProperty(exchanges, async (one) => {
      const exchange = openExchange(
        {} as IncomingMessage,
        {} as ServerResponse,
        {} as Head,
        one.serverId,
        {} as Snapshot,
      );
      Object.assign(exchange, {
        caller: { id, organisationId, endpointId: serverId, policy: { versionId } },
        message: { kind: 'request', id: 1, method: one.text, params: { _meta: { traceparent: one.text } } },
        call: { tool: one.text, argumentKeys: [one.text, ''], argumentsDigest: null },
        verdict: { outcome: 'allow', rule: one.text, message: one.text },
        ...{ failure: one.text, body: { length: one.bytes }, responseBytes: one.bytes, upstreamMs: one.ms },
      });
      const made = toCallRow(exchange);
      if (made === null) throw new Error('A request has no row.');
      await sink.write([made]);
      expect(await stored(made.id)).toEqual([{ ...made, at: new Date(made.at) }]);
    }),
    { numRuns: 100 },
  );
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
