import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataOf, EventSplitter, TOO_LONG } from './events';

type Events = ReturnType<EventSplitter['push']>;
const dataIn = (events: Events) => events.flatMap((event) => (event === TOO_LONG ? [] : (dataOf(event) ?? [])));

test('a stream holds the same events however its bytes arrive', () => {
  const piece = fc.constantFrom('data: a', ': c', 'id: ü', '\n', '\r\n', '\n\n', '\r\n\r\n', '\n\r\n', '');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.array(fc.integer({ min: 1, max: 9 })), (pieces, sizes) => {
      const bytes = new TextEncoder().encode(pieces.join(''));
      const splitter = new EventSplitter();
      const events: Events = [];
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 4;
        events.push(...splitter.push(bytes.subarray(at, at + size)));
        at += size;
      }
      const whole = pieces.join('');
      expect(whole.startsWith(events.join(''))).toBe(true);
      expect(dataIn(events)).toEqual(dataIn(new EventSplitter().push(bytes)));
    }),
  );
});

test('an event of eight megabytes in small pieces is one event', () => {
  const splitter = new EventSplitter();
  const piece = new TextEncoder().encode('x'.repeat(512));
  for (let sent = 0; sent < 8_000_000; sent += piece.length) splitter.push(piece);
  const [event] = splitter.push(new TextEncoder().encode('\n\n'));
  expect(String(event).length).toBeGreaterThan(8_000_000);
});

test('an event that is too long is dropped while it comes, and the next one is whole', () => {
  const splitter = new EventSplitter();
  const text = (one: string) => new TextEncoder().encode(one);
  expect(splitter.push(text('data: before\n\ndata: '))).toEqual(['data: before\n\n']);
  const piece = text('x'.repeat(1024 * 1024));
  for (let time = 0; time < 40; time += 1) {
    expect(splitter.push(piece)).toEqual([]);
    expect(splitter.length).toBeLessThan(18 * 1024 * 1024);
  }
  expect(splitter.push(text('\n'))).toEqual([]);
  expect(splitter.push(text('\ndata: after\n\n'))).toEqual([TOO_LONG, 'data: after\n\n']);
  const whole = text(`data: ${'x'.repeat(17 * 1024 * 1024)}\n\ndata: last\n\n`);
  expect(splitter.push(whole)).toEqual([TOO_LONG, 'data: last\n\n']);
});
