import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openOutbox, type TestOutbox } from './test-outbox';

let outbox: TestOutbox;
let supervised: ReturnType<typeof supervise> | undefined;
beforeAll(async () => {
  outbox = await openOutbox();
});
afterEach(async () => {
  await supervised?.stop();
  supervised = undefined;
  await outbox.owner.query('DELETE FROM "Outbox"');
});
afterAll(() => outbox.close());

/** Starts the program again whenever it ends, as a supervisor does, and leaves out the waits between attempts. */
function supervise() {
  const program = [
    '--import',
    'tsx',
    join('lib', 'engines', 'outbox', 'crashing.test-data.ts'),
    outbox.roleUrls.worker,
  ];
  const env = { ...process.env, LOG_LEVEL: 'silent' };
  let ends = 0;
  let isOver = false;
  let child: ChildProcess;
  const loop = (async () => {
    while (!isOver) {
      child = spawn(process.execPath, program, { env, stdio: 'ignore' });
      await once(child, 'exit');
      ends += 1;
    }
  })();
  const hurry = setInterval(
    () => void outbox.owner.query('UPDATE "Outbox" SET "notBefore" = now() WHERE "alone" AND "notBefore" > now()'),
    200,
  );
  return {
    ends: () => ends,
    kill: () => child.kill('SIGKILL'),
    async stop(): Promise<void> {
      isOver = true;
      clearInterval(hurry);
      child.kill('SIGKILL');
      await loop;
    },
  };
}

test.each(['end', 'stand still'])(
  'a row whose handler makes the process %s is given up after three processes, and takes no other row with it',
  async (text) => {
    const [ours, theirs] = [await outbox.organisation(), await outbox.organisation()];
    const bad = await outbox.add('note', ours, { text });
    const good = [
      await outbox.add('note', ours, { text: 'good' }),
      await outbox.add('note', theirs, { text: 'good' }),
      await outbox.add('note', theirs, { text: 'good' }),
    ];
    supervised = supervise();
    await expect.poll(async () => (await outbox.row(bad)).failedAt, { timeout: 90_000 }).toBeInstanceOf(Date);
    for (const id of good)
      await expect.poll(async () => (await outbox.row(id)).doneAt, { timeout: 30_000 }).toBeInstanceOf(Date);
    expect(await outbox.row(bad)).toMatchObject({ attempts: 3, error: 'The worker ended while it did this.' });
    // Each of the others lost at most the one attempt that it shared with the row.
    for (const id of good) expect((await outbox.row(id)).attempts).toBeLessThanOrEqual(2);
    expect(supervised.ends()).toBe(3);
  },
  120_000,
);

test('work of a process that was killed is done by the next, once its claim has run out and not before', async () => {
  const id = await outbox.add('note', await outbox.organisation(), { text: 'good' });
  supervised = supervise();
  await expect.poll(async () => (await outbox.row(id)).claimId, { timeout: 30_000 }).not.toBeNull();
  supervised.kill();
  const { claimedUntil } = await outbox.row(id);
  await expect.poll(async () => (await outbox.row(id)).doneAt, { timeout: 60_000 }).toBeInstanceOf(Date);
  const { doneAt, attempts } = await outbox.row(id);
  expect([attempts, doneAt > claimedUntil]).toEqual([2, true]);
}, 90_000);

test('whoever lost its claim can no longer say how the work ended', async () => {
  const id = await outbox.add('note', await outbox.organisation(), { text: 'good' });
  const take = { after: undefined, without: [], count: 4 };
  const [first] = await outbox.store.claim({ ...take, leases: { note: 1 } });
  await expect.poll(() => outbox.store.lost()).toMatchObject([{ id, claimId: first?.claimId }]);
  expect(await outbox.store.claim({ ...take, leases: { note: 1 } })).toEqual([]);
  await outbox.store.settle(first!, { state: 'retry', afterMs: 0, error: 'lost', alone: true });
  const second = await outbox.store.claimAlone({ note: 60_000 });
  expect(second).toMatchObject({ id, attempts: 2 });
  expect(await outbox.store.settle(first!, { state: 'done' })).toBe(false);
  expect(await outbox.row(id)).toMatchObject({ doneAt: null, claimId: second?.claimId });
  expect(await outbox.store.settle(second!, { state: 'done' })).toBe(true);
});
