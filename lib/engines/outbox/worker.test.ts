import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createChannel } from '@/lib/base/database/channel';
import { AppError } from '@/lib/base/errors';
import { openOutbox, type TestOutbox, testKinds } from './test-outbox';
import { startWorker } from './worker';

let outbox: TestOutbox;
beforeAll(async () => {
  outbox = await openOutbox();
});
afterEach(async () => {
  await outbox.stopWorkers();
  await outbox.owner.query('DELETE FROM "Outbox"');
});
afterAll(() => outbox.close());

const never = () => new Promise<never>(() => {});
const isDone = async (id: string) => (await outbox.row(id))?.doneAt instanceof Date;

test('a row is done once, by the organisation it was written for, and then says nothing any more', async () => {
  const organisation = await outbox.organisation();
  const id = await outbox.add('note', organisation, { text: 'hello' });
  const seen: unknown[] = [];
  await outbox.work({ note: async ({ signal: _, ...task }) => seen.push(task) });
  await expect.poll(() => isDone(id)).toBe(true);
  await delay(200);
  expect(seen).toEqual([{ id, organisationId: organisation, payload: { text: 'hello' }, attempt: 1 }]);
  expect(await outbox.row(id)).toMatchObject({ payload: {}, claimId: null, claimedUntil: null, error: null });
});

test('two workers share the rows and never do one twice', async () => {
  const organisations = await Promise.all([1, 2, 3, 4].map(() => outbox.organisation()));
  for (const organisation of organisations)
    for (let n = 0; n < 25; n += 1) await outbox.add('note', organisation, { text: 'x' });
  const seen: string[][] = [[], []];
  const note =
    (own: string[]) =>
    async ({ id }: { id: string }) => {
      own.push(id);
      await delay(2);
    };
  await Promise.all(seen.map((own) => outbox.work({ note: note(own) })));
  await expect.poll(() => outbox.count(`"kind" = 'note' AND "doneAt" IS NULL`), { timeout: 20_000 }).toBe(0);
  expect(seen.flat()).toHaveLength(100);
  expect(new Set(seen.flat()).size).toBe(100);
  expect(Math.min(...seen.map((own) => own.length))).toBeGreaterThan(0);
});

test('a handler that throws costs its own row a wait, and nothing that it said is kept but our own sentence', async () => {
  const organisation = await outbox.organisation();
  const [bad, told, good] = await Promise.all(
    ['bad', 'told', 'good'].map((text) => outbox.add('note', organisation, { text })),
  );
  await outbox.work({
    note: async ({ payload: { text } }) => {
      if (text === 'bad') throw Object.assign(new TypeError('https://u:s3cret@x'), { code: 'ECONNREFUSED' });
      if (text === 'told') throw new AppError('unavailable', 'The server does not answer.');
    },
  });
  await expect.poll(() => isDone(good!)).toBe(true);
  await expect.poll(async () => (await outbox.row(told!)).error).toBe('The server does not answer.');
  await expect.poll(async () => (await outbox.row(bad!)).error).toBe('TypeError ECONNREFUSED');
  const { attempts, notBefore, failedAt } = await outbox.row(bad!);
  expect([attempts, failedAt]).toEqual([1, null]);
  const waitMs = notBefore.getTime() - Date.now();
  expect(waitMs > 1_000 && waitMs <= 5_000).toBe(true);
});

test('work that keeps failing is given up, and keeps what was to be done', async () => {
  const id = await outbox.add('note', await outbox.organisation(), { text: 'bad' });
  await outbox.owner.query('UPDATE "Outbox" SET "attempts" = 11 WHERE "id" = $1', [id]);
  await outbox.work({ note: () => Promise.reject(new Error('no')) });
  await expect.poll(async () => (await outbox.row(id)).failedAt).toBeInstanceOf(Date);
  expect(await outbox.row(id)).toMatchObject({ attempts: 12, error: 'Error', payload: { text: 'bad' }, doneAt: null });
});

test('a handler that heeds its signal is ended when its time is over, and others go on meanwhile', async () => {
  const organisation = await outbox.organisation();
  const slow = await outbox.add('note', organisation, { text: 'slow' });
  const good = await outbox.add('note', organisation, { text: 'good' });
  const worker = await outbox.work({
    note: async ({ payload, signal }) => payload.text === 'slow' && delay(60_000, undefined, { signal }),
  });
  await expect.poll(() => isDone(good)).toBe(true);
  await expect.poll(async () => (await outbox.row(slow)).error).toBe('It did not end within 0.4 s.');
  expect(await Promise.race([worker.stuck, delay(300, 'goes on')])).toBe('goes on');
});

test('a handler that never returns costs its own row an attempt, and is told so that the process can end', async () => {
  const organisation = await outbox.organisation();
  const stuck = await outbox.add('note', organisation, { text: 'stuck' });
  const good = await outbox.add('note', organisation, { text: 'good' });
  const worker = await outbox.work({ note: async ({ payload }) => payload.text === 'stuck' && never() });
  await expect.poll(() => isDone(good)).toBe(true);
  expect(await worker.stuck).toBe('Work of the kind note goes on although its time is over.');
  expect(await outbox.row(stuck)).toMatchObject({ attempts: 1, claimId: null, error: 'It did not end within 0.4 s.' });
});

test('a new row wakes the worker, and without a notice the next look finds it', async () => {
  const organisation = await outbox.organisation();
  let wake = () => {};
  const channel = createChannel('policylayer_outbox', outbox.roleUrls.worker, 5_000, {
    heard: () => wake(),
    lost: () => {},
  });
  const listen = (woken: () => void) => {
    wake = woken;
    return channel.check();
  };
  await outbox.work({}, { pollMs: 60_000, listen });
  const woken = await outbox.add('note', organisation, { text: 'x' });
  await expect.poll(() => isDone(woken), { timeout: 10_000 }).toBe(true);
  await outbox.stopWorkers();
  await channel.close();
  await outbox.work({}, { pollMs: 100 });
  const found = await outbox.add('note', organisation, { text: 'x' });
  await expect.poll(() => isDone(found)).toBe(true);
});

test('work that repeats is one row, begins again after its interval, and is never given up', async () => {
  let ticks = 0;
  const tick = async () => {
    ticks += 1;
    if (ticks === 2) throw new Error('once');
  };
  await Promise.all([outbox.work({ tick }), outbox.work({ tick })]);
  await expect.poll(() => ticks).toBe(1);
  await expect.poll(() => outbox.count(`"kind" = 'tick' AND "attempts" = 0 AND "doneAt" IS NULL`)).toBe(1);
  await outbox.owner.query(`UPDATE "Outbox" SET "attempts" = 500 WHERE "kind" = 'tick'`);
  await expect.poll(() => ticks, { timeout: 10_000 }).toBe(3);
  await expect.poll(() => outbox.count(`"attempts" = 0 AND "error" IS NULL AND "failedAt" IS NULL`)).toBe(1);
});

test('a kind that this version does not know is left alone and counted', async () => {
  const id = await outbox.add('from_the_future', null, { a: 1 });
  const good = await outbox.add('chore', null);
  await outbox.work({});
  await expect.poll(() => isDone(good)).toBe(true);
  expect(await outbox.row(id)).toMatchObject({ attempts: 0, payload: { a: 1 }, doneAt: null, failedAt: null });
  expect(await outbox.store.unknown(Object.keys(testKinds))).toEqual([{ kind: 'from_the_future', rows: 1 }]);
});

test("a payload that is not exactly one of its kind never reaches a handler, and the organisation is the row's", async () => {
  const [ours, theirs] = [await outbox.organisation(), await outbox.organisation()];
  const wrong = [
    await outbox.add('note', ours, { text: 'x', organisationId: theirs }),
    await outbox.add('note', ours, { text: 7 }),
    await outbox.add('note', null, { text: 'x' }),
    await outbox.add('chore', theirs),
  ];
  const seen: unknown[] = [];
  const handler = async (task: unknown) => seen.push(task);
  await outbox.work({ note: handler, chore: handler });
  for (const id of wrong) await expect.poll(async () => (await outbox.row(id)).error).toMatch(/^The (payload|row) /);
  expect(seen).toEqual([]);
  const named = { note: { scope: 'organisation', payload: z.strictObject({ organisationId: z.string() }) } } as const;
  const parts = { store: outbox.store, kinds: named, handlers: { note: handler }, listen: async () => {} };
  await expect(startWorker(parts)).rejects.toThrow('The kind note of the outbox is not sound.');
});

test('a worker that is stopped ends what it has, takes nothing more, and gives back what goes on', async () => {
  const organisation = await outbox.organisation();
  const ends = await outbox.add('note', organisation, { text: 'ends' });
  const stays = await outbox.add('note', organisation, { text: 'stays' });
  let begun = 0;
  const worker = await outbox.work({
    note: async ({ payload }) => {
      begun += 1;
      await (payload.text === 'ends' ? delay(150) : never());
    },
  });
  await expect.poll(() => begun).toBe(2);
  const stopped = worker.stop();
  const later = await outbox.add('note', organisation, { text: 'later' });
  await stopped;
  expect(await isDone(ends)).toBe(true);
  expect(await outbox.row(stays)).toMatchObject({ attempts: 0, claimId: null, doneAt: null, error: null });
  expect(await outbox.row(later)).toMatchObject({ attempts: 0, doneAt: null });
});

test('lost connections are made up for', async () => {
  await outbox.work({});
  const client = new Client({ connectionString: outbox.roleUrls.worker });
  await client.connect();
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()`,
  );
  await client.end();
  const id = await outbox.add('chore', null);
  await expect.poll(() => isDone(id), { timeout: 10_000 }).toBe(true);
});
