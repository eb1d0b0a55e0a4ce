import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabases } from '@/lib/base/database/fresh-database';
import { sweepEndedWork } from './ended-work';
import { sweepInvitations } from './invitations';

let owner: Pool;
let worker: Pool;
beforeAll(async () => {
  const { url, roleUrls } = await freshDatabases();
  owner = new Pool({ connectionString: url, max: 2 });
  worker = new Pool({ connectionString: roleUrls.worker, max: 2 });
});
afterAll(() => Promise.all([owner.end(), worker.end()]));

const kept = async (table: string, column: string) =>
  (await owner.query(`SELECT "${column}" AS name FROM "${table}" ORDER BY 1`)).rows.map(({ name }) => name);

test('invitations that were used or have expired are removed, and those that wait stay', async () => {
  const add = (name: string, expires: string, usedAt: Date | null) =>
    owner.query(
      `INSERT INTO "Invitation" ("id", "tokenHash", "expiresAt", "usedAt") VALUES ($1, $2, now() + $3::interval, $4)`,
      [randomUUID(), name, expires, usedAt],
    );
  await add('waits', '1 day', null);
  await add('used', '1 day', new Date());
  await add('expired', '-1 second', null);
  expect(await sweepInvitations(worker)).toBe(2);
  expect(await kept('Invitation', 'tokenHash')).toEqual(['waits']);
});

const addWork = (kind: string, ended: string, organisationId: string | null = null, count = 1) =>
  owner.query(
    `INSERT INTO "Outbox" ("id", "kind", "payload", "organisationId", "doneAt", "failedAt")
     SELECT gen_random_uuid(), $1, '{}', $2, ${ended} FROM generate_series(1, $3)`,
    [kind, organisationId, count],
  );

test('work that was done stays a day, work that was given up a month, and open work for good', async () => {
  await addWork('done', `now() - interval '23 hours', NULL`);
  await addWork('done long ago', `now() - interval '25 hours', NULL`);
  await addWork('failed', `NULL, now() - interval '29 days'`);
  await addWork('failed long ago', `NULL, now() - interval '31 days'`);
  await addWork('open', 'NULL, NULL');
  await owner.query(
    `UPDATE "Outbox" SET "createdAt" = now() - interval '1 year', "notBefore" = now() - interval '1 year'`,
  );
  expect(await sweepEndedWork(worker)).toBe(2);
  expect(await kept('Outbox', 'kind')).toEqual(['done', 'failed', 'open']);
});

test('of one organisation the newest rows that ended stay, up to a bound, and other organisations lose none', async () => {
  await owner.query('DELETE FROM "Outbox"');
  const [many, few] = [randomUUID(), randomUUID()];
  for (const id of [many, few]) await owner.query(`INSERT INTO "Organisation" ("id", "name") VALUES ($1, 'x')`, [id]);
  await addWork('old', `now() - interval '2 hours', NULL`, many, 1_200);
  await addWork('new', 'now(), NULL', many, 3);
  await addWork('theirs', `now() - interval '3 hours', NULL`, few, 2);
  await addWork('open', 'NULL, NULL', many, 20);
  expect(await sweepEndedWork(worker, undefined, 5)).toBe(1_198);
  const left = await kept('Outbox', 'kind');
  expect(left.filter((kind) => kind !== 'open')).toEqual(['new', 'new', 'new', 'old', 'old', 'theirs', 'theirs']);
  expect(left).toHaveLength(27);
});
