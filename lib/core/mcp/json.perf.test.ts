import { expect, test } from 'vitest';
import { readJson } from './json';

test('four million brackets, quotes or digits are refused or read in linear time', () => {
  for (const piece of ['[', '"', '\\"', '1', '0', '{"a":', '"a":1,', '1e']) {
    const since = performance.now();
    readJson(`[${piece.repeat(4_000_000 / piece.length)}`);
    expect(performance.now() - since).toBeLessThan(1_500);
  }
});
