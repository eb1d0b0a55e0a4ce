import { expect, test } from 'vitest';
import { ReadingSeats } from './reading-seats';

const bounds = { atOnce: 2, atOnceOfOne: 1, waitingOfOne: 2, waiting: 3, waitMs: 1_000 };

/** Readings that last until they are ended, by name. */
function slowReadings(seats: ReadingSeats) {
  const underWay = new Map<string, () => void>();
  const begin = (organisation: string, name: string) =>
    seats.run(organisation, () => new Promise<void>((resolve) => underWay.set(name, resolve)));
  const end = (name: string) => {
    underWay.get(name)?.();
    underWay.delete(name);
    return new Promise(setImmediate);
  };
  return { begin, end, names: () => [...underWay.keys()] };
}

test('an organisation and the process have bounded readings at once, in order of arrival', async () => {
  const { begin, end, names } = slowReadings(new ReadingSeats(bounds));
  const all = [begin('ada', 'a1'), begin('ada', 'a2'), begin('bob', 'b1'), begin('cy', 'c1')];
  await new Promise(setImmediate);
  expect(names()).toEqual(['a1', 'b1']);
  await end('b1');
  expect(names()).toEqual(['a1', 'c1']);
  await end('a1');
  expect(names()).toEqual(['c1', 'a2']);
  await end('c1');
  await end('a2');
  await Promise.all(all);
});

test('a failed reading frees its seat', async () => {
  const seats = new ReadingSeats({ ...bounds, atOnce: 1 });
  await expect(seats.run('ada', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await seats.run('ada', () => Promise.resolve('read'))).toBe('read');
});

test('too many waiting readings, of one organisation or of all, are refused, as is one that waits too long', async () => {
  const seats = new ReadingSeats({ ...bounds, atOnce: 1, waitMs: 50 });
  const { begin, end } = slowReadings(seats);
  const first = begin('ada', 'a1');
  const waiting = [begin('ada', 'a2'), begin('ada', 'a3'), begin('bob', 'b1')].map((one) => one.catch(String));
  const full = /Too many servers are being read right now\. Nothing was changed\./;
  await expect(begin('ada', 'a4')).rejects.toThrow(full);
  await expect(begin('cy', 'c1')).rejects.toThrow(full);
  expect(await Promise.all(waiting)).toEqual(Array(3).fill(expect.stringMatching(full)));
  await new Promise(setImmediate);
  await end('a1');
  await first;
});
