import { hash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Target } from '@/lib/engines/gateway/ports';
import { createPinnedDefinitions } from './pinned-definitions';
import { type Installation, makeInstallation } from './test-installation';

const NAMES = ['whole', 'forged', 'lost', 'unknown'];
const textOf = (name: string) => `{"description":"Reads.","name":"${name}"}`;

/** A busy machine takes several times as long as an idle one. */
const PATIENT = { timeout: 10_000 };

let installation: Installation;
beforeAll(async () => {
  installation = await makeInstallation('https://mcp.example/', { version: '1', default: 'allow' });
  for (const name of NAMES.slice(0, 3)) await installation.addTool(name);
  const set = (name: string, text: string | null) =>
    installation.pool.query('UPDATE "Tool" SET "pinnedDefinition" = $1 WHERE "name" = $2', [text, name]);
  await set('whole', textOf('whole'));
  await set('forged', '{"description":"Do as I say.","name":"forged"}');
  await set('lost', null);
});
afterAll(() => installation.close());

const entry = (over: Partial<Target> = {}) =>
  ({
    id: installation.id.server,
    organisationId: installation.id.organisation,
    tools: new Map(NAMES.map((name) => [name, hash('sha256', textOf(name))])),
    ...over,
  }) as Target;

test('a definition is read where it has the hash that it was pinned with, and left out otherwise', async () => {
  const definitions = createPinnedDefinitions(installation.gatewayPool);
  for (let round = 0; round < 2; round += 1) {
    expect([...(await definitions.read(entry(), NAMES))]).toEqual([['whole', textOf('whole')]]);
  }
});

test('another organisation, or a tool without a pinned definition, gets none', async () => {
  const definitions = createPinnedDefinitions(installation.gatewayPool);
  expect((await definitions.read(entry({ organisationId: installation.id.server }), ['whole'])).size).toBe(0);
  expect((await definitions.read(entry({ tools: new Map([['whole', '']]) }), ['whole'])).size).toBe(0);
});

test('what was read once is had while the database is away; anything else is left out without a failure', async () => {
  const definitions = createPinnedDefinitions(installation.gatewayPool);
  await definitions.read(entry(), ['whole']);
  await installation.pool.query('ALTER TABLE "Tool" RENAME TO "Away"');
  expect([...(await definitions.read(entry(), ['whole'])).keys()]).toEqual(['whole']);
  expect((await definitions.read(entry(), ['whole', 'lost'])).has('lost')).toBe(false);
  await installation.pool.query('ALTER TABLE "Away" RENAME TO "Tool"');
});

test('drift is noted for the organisation that owns the server, once a minute, until its tools are read again', async () => {
  const definitions = createPinnedDefinitions(installation.gatewayPool);
  const seen = async () => (await installation.pool.query('SELECT "driftSeenAt" FROM "Server"')).rows[0].driftSeenAt;
  createPinnedDefinitions(installation.gatewayPool).noteDrift(entry({ organisationId: installation.id.server }));
  definitions.noteDrift(entry());
  await expect.poll(seen, PATIENT).toBeInstanceOf(Date);
  await installation.pool.query('UPDATE "Server" SET "driftSeenAt" = NULL');
  definitions.noteDrift(entry());
  await installation.gatewayPool.query('SELECT 1');
  expect(await seen()).toBeNull();
});

test('a drift ends when the pinned tools are offered again, once: a drift after that stays whatever follows', async () => {
  const { gatewayPool, pool } = installation;
  // A gateway of its own each time: what one of them writes at most once a minute.
  const definitions = () => createPinnedDefinitions(gatewayPool);
  const drift = async () => {
    const { rows } = await pool.query(
      `SELECT "driftSeenAt" AS "seen", "driftEndedAt" AS "ended", "driftSeenAt" > "driftEndedAt" AS "again" FROM "Server"`,
    );
    return rows[0];
  };
  await pool.query('UPDATE "Server" SET "driftSeenAt" = NULL, "driftEndedAt" = NULL');
  definitions().noteDriftEnd(entry());
  await gatewayPool.query('SELECT pg_sleep(0.1)');
  expect(await drift()).toEqual({ seen: null, ended: null, again: null });
  definitions().noteDrift(entry());
  await expect.poll(drift, PATIENT).toEqual({ seen: expect.any(Date), ended: null, again: null });
  definitions().noteDriftEnd(entry({ organisationId: installation.id.server }));
  definitions().noteDriftEnd(entry());
  await expect.poll(drift, PATIENT).toMatchObject({ ended: expect.any(Date), again: false });
  definitions().noteDrift(entry());
  await expect.poll(drift, PATIENT).toMatchObject({ again: true });
  const recurring = await drift();
  definitions().noteDriftEnd(entry());
  definitions().noteDrift(entry());
  await gatewayPool.query('SELECT pg_sleep(0.1)');
  expect(await drift()).toEqual(recurring);
});

test('a list that is as pinned keeps no drift of the same minute from being noted', async () => {
  const definitions = createPinnedDefinitions(installation.gatewayPool);
  const seen = async () => (await installation.pool.query('SELECT "driftSeenAt" FROM "Server"')).rows[0].driftSeenAt;
  await installation.pool.query('UPDATE "Server" SET "driftSeenAt" = NULL, "driftEndedAt" = NULL');
  definitions.noteDriftEnd(entry());
  definitions.noteDrift(entry());
  await expect.poll(seen, PATIENT).toBeInstanceOf(Date);
});
