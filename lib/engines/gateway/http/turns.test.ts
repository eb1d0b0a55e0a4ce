import { expect, test } from 'vitest';
import { createTurns } from './turns';

test('an organisation that sends a thousand requests at once waits for itself', async () => {
  const ticks: (() => void)[] = [];
  const turns = createTurns((next) => void ticks.push(next));
  const begun: string[] = [];
  const ask = (organisationId: string) => {
    const turn = turns.take(organisationId);
    if (turn) void turn.then(() => begun.push(organisationId));
    else begun.push(organisationId);
  };
  const tick = async () => {
    ticks.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  for (let count = 0; count < 1_000; count += 1) ask('greedy');
  expect(begun).toHaveLength(8);
  ask('modest');
  ask('other');
  await tick();
  expect(begun.slice(8).sort()).toEqual([...Array(6).fill('greedy'), 'modest', 'other']);
  ask('modest');
  await tick();
  expect(begun.slice(16)).toContain('modest');
  while (ticks.length > 0) await tick();
  expect(begun).toHaveLength(1_003);
  ask('modest');
  expect(begun).toHaveLength(1_004);
});
