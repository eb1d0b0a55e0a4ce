import { expect, test } from 'vitest';
import { EventBacklog } from './event-backlog';

test('events come in order, and bytes are counted until the event made of them is released', () => {
  const backlog = new EventBacklog();
  const long = `data: ${'x'.repeat(40_000)}\n\n`;
  backlog.push(Buffer.from(`${long}data: 1\n\ndata: 2`));
  // An event costs 32 bytes beside its text.
  const held = long.length + 32 + 'data: 1\n\n'.length + 32 + 'data: 2'.length;
  expect([backlog.next(), backlog.bytes]).toEqual([null, held]);
  const first = backlog.next();
  if (!(first instanceof Buffer)) throw new Error('A long event is no bytes.');
  // A worker takes its memory along.
  structuredClone(first, { transfer: [first.buffer as ArrayBuffer] });
  expect([first.length, backlog.bytes]).toEqual([0, held]);
  backlog.release();
  expect(backlog.bytes).toBe(held - long.length - 32);
  expect(backlog.next()).toBe('data: 1\n\n');
  backlog.release();
  expect([backlog.isEmpty, backlog.bytes]).toEqual([true, 'data: 2'.length]);
  backlog.push(Buffer.from('\n\n'));
  expect([backlog.next(), backlog.next()]).toEqual([null, 'data: 2\n\n']);
  backlog.release();
  expect([backlog.isEmpty, backlog.bytes]).toEqual([true, 0]);
});
