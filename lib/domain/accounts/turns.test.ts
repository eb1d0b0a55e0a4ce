import { expect, test } from 'vitest';
import { createTurns } from './turns';

test('never more than the given number run at once, everybody who waits gets a turn, and the rest is refused', async () => {
  const inTurn = createTurns({ running: 2, waiting: 3 });
  let running = 0;
  let most = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    return 'done';
  };
  const answers = await Promise.allSettled(Array.from({ length: 9 }, () => inTurn(work)));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  expect(answers.filter((one) => one.status === 'rejected' && one.reason.code === 'rate_limited')).toHaveLength(4);
  expect(most).toBe(2);
  expect(await inTurn(work)).toBe('done');
});

test('work that fails gives its turn on', async () => {
  const inTurn = createTurns({ running: 1, waiting: 1 });
  const fail = async () => {
    throw new Error('failed');
  };
  for (let time = 0; time < 3; time += 1) await expect(inTurn(fail)).rejects.toThrow('failed');
});
