import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOutboxStore } from './store';
import { openOutbox, type TestOutbox } from './test-outbox';

let outbox: TestOutbox;
let flooding: string;
beforeAll(async () => {
  outbox = await openOutbox();
  flooding = await outbox.organisation();
  await outbox.owner.query(
    `INSERT INTO "Outbox" ("id", "kind", "organisationId", "payload", "notBefore")
     SELECT gen_random_uuid(), 'note', $1, '{"text":"flood"}', now() - interval '1 hour' FROM generate_series(1, 100000)`,
    [flooding],
  );
}, 60_000);
afterAll(() => outbox.close());

const leases = { note: 1_000, chore: 1_000, tick: 1_000 };

test('one organisation with 100,000 older rows delays no other: each has its turn in every round', async () => {
  const others = await Promise.all(Array.from({ length: 20 }, () => outbox.organisation()));
  for (const organisation of others) await outbox.add('note', organisation, { text: 'x' });
  const order: string[] = [];
  await outbox.work({
    note: async ({ organisationId }) => {
      order.push(organisationId);
      await delay(5);
    },
  });
  await expect.poll(() => new Set(order).size, { timeout: 30_000 }).toBe(21);
  const last = Math.max(...others.map((organisation) => order.indexOf(organisation)));
  // 21 lanes in rounds of one row each, two of one lane at once at most.
  expect(last).toBeLessThan(60);
  await outbox.stopWorkers();
});

test('rows of one organisation that take long leave places free for others', async () => {
  let flood = 0;
  const patient = await outbox.organisation();
  await outbox.work({
    note: async ({ organisationId, signal }) => {
      if (organisationId !== flooding) return;
      flood += 1;
      await delay(60_000, undefined, { signal });
    },
  });
  await expect.poll(() => flood).toBeGreaterThanOrEqual(2);
  const id = await outbox.add('note', patient, { text: 'x' });
  await expect.poll(async () => (await outbox.row(id)).doneAt).toBeInstanceOf(Date);
  expect(await outbox.count(`"organisationId" = '${flooding}' AND "claimId" IS NOT NULL`)).toBeLessThanOrEqual(2);
  await outbox.stopWorkers();
});

test('a claim reads a few pages, however many rows wait', async () => {
  const pages: number[] = [];
  const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
  const query = async (text: string, values: unknown[]) => {
    const { rows } = await pool.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values);
    const plan = rows[0]['QUERY PLAN'][0].Plan;
    pages.push(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']);
    return { rows: [] };
  };
  const store = createOutboxStore({ query } as unknown as Pool);
  const claim = () => store.claim({ leases, after: undefined, without: [], count: 4 });
  for (let n = 0; n < 5; n += 1) await claim();
  // The plan must not depend on what the database knows of the table.
  await outbox.owner.query('ANALYZE "Outbox"');
  for (let n = 0; n < 5; n += 1) await claim();
  await pool.end();
  expect(await outbox.count(`"organisationId" = '${flooding}' AND "claimId" IS NOT NULL`)).toBeGreaterThanOrEqual(10);
  expect(Math.max(...pages)).toBeLessThan(200);
});
