import { expect, test } from 'vitest';
import { cpuTimeOf } from '@/lib/core/policy/cpu-time.test-data';
import { comparable } from './text';

const MARK = '\u0301';

test('runs of 30 combining marks cost no more than twice what short ones do', { retry: 2 }, () => {
  const costOf = (run: number) => {
    const text = `a${MARK.repeat(run)}`.repeat(Math.floor(300_000 / (run + 1)));
    return Math.min(...[1, 2, 3].map(() => cpuTimeOf(() => comparable(text)).ms));
  };
  expect(costOf(30)).toBeLessThan(2 * Math.max(costOf(3), 10));
});
