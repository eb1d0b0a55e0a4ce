import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pieces } from './pieces';

const sizes = fc.array(
  fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1_000, max: 20_000 }), fc.constant(65_536)),
  { maxLength: 200 },
);

test('bytes are unchanged however they are chunked, in few parts and at most twice their memory', () => {
  fc.assert(
    fc.property(sizes, fc.boolean(), (lengths, isOwn) => {
      const pieces = new Pieces();
      const sent = lengths.map((length, at) => {
        const piece = isOwn ? Buffer.alloc(length, at) : Buffer.alloc(100_000, at).subarray(50, 50 + length);
        pieces.add(piece);
        expect(pieces.memory).toBeLessThanOrEqual(2 * pieces.length);
        return piece;
      });
      const { length } = pieces;
      const parts = pieces.take();
      expect(Buffer.concat(parts).equals(Buffer.concat(sent))).toBe(true);
      expect(length).toBe(Buffer.concat(sent).length);
      expect(parts.length).toBeLessThanOrEqual(17 + length / 7_000);
      const held = parts.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
      expect(held).toBeLessThanOrEqual(2 * length);
      expect([pieces.length, pieces.memory, pieces.take()]).toEqual([0, 0, []]);
    }),
    { numRuns: 300 },
  );
});

test('a megabyte in one-byte pieces is a few dozen parts', () => {
  const pieces = new Pieces();
  for (let count = 0; count < 1_048_576; count += 1) pieces.add(Uint8Array.of(count));
  expect(pieces.memory).toBeLessThan(1_200_000);
  const parts = pieces.take();
  expect(parts.length).toBeLessThan(35);
  expect(Buffer.concat(parts).equals(Buffer.from(Uint8Array.from({ length: 1_048_576 }, (_, at) => at)))).toBe(true);
});
