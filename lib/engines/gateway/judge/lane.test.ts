import { afterEach, expect, test } from 'vitest';
import { call } from '@/lib/engines/gateway/testing/test-gate';
import { type Done, Lane } from './lane';

const lane = new Lane(1);
afterEach(() => lane.close());

const run = (args: object, on = lane) =>
  new Promise<Done>((resolve) =>
    on.run(
      {
        body: Buffer.from(JSON.stringify(call('read', args))),
        task: { kind: 'message', policy: null, paramHeaders: [] },
      },
      resolve,
    ),
  );

test('a lane whose job is told to end is free once its worker is gone, and the next job has a worker of its own', async () => {
  let told = false;
  const long = run({
    lists: Array.from({ length: 60 }, () => Object.fromEntries(Array.from({ length: 9_999 }, (_, at) => [at, 0]))),
  });
  void long.then(() => {
    told = true;
  });
  while (!told) {
    expect(lane.isFree).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(await long).toMatchObject({ outcome: 'too long', body: null });
  expect(lane.isFree).toBe(true);
  const next = await run({ a: 1 });
  expect(next.outcome).toMatchObject({ reading: { call: { tool: 'read', argumentKeys: ['a'] } } });
});

test('a worker that the system cannot start refuses its job alone, and the lane stays free', async () => {
  const poor = new Lane(1, () => {
    throw new Error('ERR_WORKER_INIT_FAILED: EAGAIN');
  });
  expect(await run({}, poor)).toEqual({ outcome: 'no worker', body: null, ms: 0 });
  expect(poor.isFree).toBe(true);
});

test('a text that cannot be handed over is refused, and its lane is free for the next', async () => {
  const asked = { cursor: null, inOneLine: false, odd: () => {} };
  const refused = new Promise<Done>((resolve) =>
    lane.run({ body: Buffer.from('{}'), task: { kind: 'answer', asked } }, resolve),
  );
  expect(await refused).toMatchObject({ outcome: 'no worker', body: null });
  expect(lane.isFree).toBe(true);
  expect((await run({ a: 1 })).outcome).toHaveProperty('reading');
});
