import { expect, test } from 'vitest';
import { toOneLine } from './one-line';

test('millions of separators take a moment', () => {
  const began = performance.now();
  const written = toOneLine(JSON.stringify('\u2028'.repeat(3_000_000)));
  expect(written).toHaveLength(18_000_002);
  expect(performance.now() - began).toBeLessThan(5_000);
});
