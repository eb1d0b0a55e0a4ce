import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { enqueueOf, PAYLOAD_BYTES_MAX, WAITING_MAX } from './enqueue';
import { kinds } from './kinds';
import { openOutbox, type TestOutbox, testKinds } from './test-outbox';

let outbox: TestOutbox;
let organisationId: string;
beforeAll(async () => {
  outbox = await openOutbox();
  organisationId = await outbox.organisation();
  // As a verb of the console writes it, with the console's rights.
  process.env.DATABASE_URL = outbox.roleUrls.console;
});
afterAll(async () => {
  await db().$disconnect();
  await outbox.close();
});

const enqueue = enqueueOf(testKinds);
const note = (text: string) => ({ kind: 'note', organisationId, payload: { text } }) as const;
const inTransaction = (order: ReturnType<typeof note> & { notBefore?: Date }) =>
  db().$transaction((tx) => enqueue(tx, order));

test('work is there with what made it necessary, or neither is', async () => {
  const make = (name: string, fails: boolean) =>
    db().$transaction(async (tx) => {
      await tx.contactMessage.create({ data: { name, email: 'a@example.com', message: 'm' } });
      await enqueue(tx, note(name));
      if (fails) throw new Error('The verb failed.');
    });
  await make('kept', false);
  await expect(make('lost', true)).rejects.toThrow('The verb failed.');
  const { rows } = await outbox.owner.query(`SELECT "payload", "kind", "attempts", "organisationId" FROM "Outbox"`);
  expect(rows).toEqual([{ payload: { text: 'kept' }, kind: 'note', attempts: 0, organisationId }]);
  expect(await db().contactMessage.count()).toBe(1);
});

test('a row that is not committed wakes nobody and is claimed by nobody', async () => {
  const seen: string[] = [];
  await outbox.work({ note: async ({ payload }) => seen.push(payload.text) });
  await db().$transaction(async (tx) => {
    await enqueue(tx, note('open'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(seen).not.toContain('open');
  });
  await expect.poll(() => seen).toContain('open');
  await outbox.stopWorkers();
});

test('work with a time is not begun before it', async () => {
  const order = { ...note('later'), notBefore: new Date(Date.now() + 900) };
  await inTransaction(order);
  let doneAt = 0;
  await outbox.work({
    note: async () => {
      doneAt = Date.now();
    },
  });
  await expect.poll(() => doneAt, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(doneAt).toBeGreaterThanOrEqual(order.notBefore.getTime());
  await outbox.stopWorkers();
});

test('a payload that is too long is refused, also in the form in which the database keeps it', async () => {
  const before = await outbox.count('true');
  await expect(inTransaction(note('x'.repeat(PAYLOAD_BYTES_MAX)))).rejects.toMatchObject({ code: 'invalid' });
  await inTransaction(note('x'.repeat(PAYLOAD_BYTES_MAX - 20)));
  const numbers = JSON.stringify({ text: [...Array(1_000)].map(() => 1e308) });
  await expect(outbox.add('note', organisationId, JSON.parse(numbers))).rejects.toThrow('Outbox_payload_check');
  expect(await outbox.count('true')).toBe(before + 1);
});

test('a payload that names another organisation, another kind or no organisation is refused', async () => {
  const other = await outbox.organisation();
  const wrong: unknown[] = [
    { ...note('x'), payload: { text: 'x', organisationId: other } },
    { ...note('x'), payload: {} },
    { ...note('x'), organisationId: null },
    { kind: 'chore', organisationId: other, payload: {} },
    { kind: 'tick', organisationId: null, payload: {} },
    { kind: 'unheard of', organisationId: null, payload: {} },
    { ...note('x'), organisationId: '00000000-0000-4000-8000-000000000000' },
  ];
  const before = await outbox.count('true');
  for (const order of wrong) await expect(inTransaction(order as never), JSON.stringify(order)).rejects.toThrow();
  expect(await outbox.count('true')).toBe(before);
});

test('where 10,000 rows of one organisation wait the next is refused, and another organisation is not', async () => {
  await outbox.owner.query(
    `INSERT INTO "Outbox" ("id", "kind", "organisationId", "payload")
     SELECT gen_random_uuid(), 'note', $1, '{}' FROM generate_series(1, $2)`,
    [organisationId, WAITING_MAX],
  );
  await expect(inTransaction(note('one more'))).rejects.toMatchObject({ code: 'unavailable' });
  await inTransaction({ ...note('theirs'), organisationId: await outbox.organisation() });
});

test('rows of an organisation go with it', async () => {
  await outbox.owner.query('DELETE FROM "Organisation" WHERE "id" = $1', [organisationId]);
  expect(await outbox.count(`"organisationId" = '${organisationId}'`)).toBe(0);
});

test('the work there is repeats, and is for the installation', () => {
  for (const kind of Object.values(kinds)) expect(kind).toMatchObject({ scope: 'installation' });
  expect(Object.values(kinds).map(({ everyMs }) => everyMs)).toEqual([60_000, 3_600_000, 3_600_000]);
});
