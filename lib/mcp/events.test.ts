import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataOf, EventSplitter } from './events';

const dataIn = (events: string[]) => events.flatMap((event) => dataOf(event) ?? []);

test('a stream holds the same events however its bytes arrive', () => {
  const piece = fc.constantFrom('data: a', ': c', 'id: ü', '\n', '\r\n', '\n\n', '\r\n\r\n', '\n\r\n', '');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.array(fc.integer({ min: 1, max: 9 })), (pieces, sizes) => {
      const bytes = new TextEncoder().encode(pieces.join(''));
      const splitter = new EventSplitter();
      const events: string[] = [];
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

test('an event of eight megabytes in small pieces takes no longer than its length asks for', () => {
  const splitter = new EventSplitter();
  const piece = new TextEncoder().encode('x'.repeat(512));
  const since = performance.now();
  for (let sent = 0; sent < 8_000_000; sent += piece.length) splitter.push(piece);
  const [event] = splitter.push(new TextEncoder().encode('\n\n'));
  expect(event?.length).toBeGreaterThan(8_000_000);
  expect(performance.now() - since).toBeLessThan(1_000);
});

test('an event without end is refused', () => {
  const splitter = new EventSplitter();
  const piece = new Uint8Array(1024 * 1024).fill(0x78);
  expect(() => {
    for (let time = 0; time < 17; time += 1) splitter.push(piece);
  }).toThrow('too long');
});
