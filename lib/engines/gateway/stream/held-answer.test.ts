import { expect, test } from 'vitest';
import { createAnswerShares } from '@/lib/engines/gateway/http/budget';
import { HeldAnswer } from './held-answer';

const owner = { id: 'grant', organisationId: 'organisation' };

test('an answer that comes byte by byte is held in few pieces, and their memory is what counts', () => {
  const shares = createAnswerShares();
  const held = new HeldAnswer(shares, owner);
  const bytes = Buffer.from(`{"a":"${'é'.repeat(100_000)}"}`);
  for (const byte of bytes) expect(held.add(Buffer.from([byte]))).toBe(null);
  const counted = shares.heldBy('grant');
  const pieces = held.take();
  expect(pieces.length).toBeLessThan(25);
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  expect(counted).toBeGreaterThanOrEqual(pieces.reduce((sum, { buffer }) => sum + buffer.byteLength, 0));
  expect(counted).toBeLessThan(2 * bytes.length);
  expect(held.length).toBe(bytes.length);
});

test('a few bytes of a large buffer do not keep it', () => {
  const held = new HeldAnswer(createAnswerShares(), owner);
  for (let count = 0; count < 100; count += 1) held.add(Buffer.alloc(65_536).subarray(0, 10));
  const memory = held.take().reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  expect(memory).toBeLessThan(2_000);
});
