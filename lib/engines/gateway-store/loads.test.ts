import { expect, test } from 'vitest';
import { Loads } from './loads';

/** Loads that end when the test says so. */
function heldLoads(timing: { slowMs?: number; retryMs?: number } = {}) {
  const begun: string[] = [];
  const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const loads = new Loads((id) => {
    begun.push(id);
    return new Promise((resolve, reject) => ends.set(id, { resolve, reject }));
  }, timing);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    loads,
    begun,
    async end(id: string): Promise<void> {
      ends.get(id)?.resolve();
      await turn();
    },
    async fail(id: string): Promise<void> {
      ends.get(id)?.reject(new Error('no'));
      await turn();
    },
  };
}

test('organisations load in the order of asking, three at once and each once at a time', async () => {
  const { loads, begun, end } = heldLoads();
  for (const id of ['a', 'b', 'c', 'd', 'a']) loads.request(id);
  expect(begun).toEqual(['a', 'b', 'c']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  await end('a');
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'a']);
});

test('slow organisations leave room: one of them loads, and the others pass it', async () => {
  const { loads, begun, end } = heldLoads({ slowMs: -1 });
  for (const id of ['slow1', 'slow2', 'slow3']) loads.request(id);
  for (const id of ['slow1', 'slow2', 'slow3']) await end(id);
  for (const id of ['slow1', 'slow2', 'slow3', 'quick']) loads.request(id);
  expect(begun.slice(3)).toEqual(['slow1', 'quick']);
  await end('slow1');
  expect(begun.slice(3)).toEqual(['slow1', 'quick', 'slow2']);
});

test('a load that fails is tried again, and its organisation counts as waiting since it was asked for', async () => {
  const { loads, begun, end, fail } = heldLoads({ retryMs: 5 });
  loads.request('a');
  const since = loads.since('a');
  await fail('a');
  expect(loads.since('a')).toBe(since);
  expect(loads.since('b')).toBe(Number.POSITIVE_INFINITY);
  while (begun.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  await end('a');
  expect(loads.since()).toBe(Number.POSITIVE_INFINITY);
});
