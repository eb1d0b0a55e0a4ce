import { expect, test } from 'vitest';
import { median, percentile } from './figures';

test('a percentile is one of the values, in whatever order they come', () => {
  const values = [5, 1, 4, 2, 3];
  expect([0, 0.5, 0.99, 1].map((part) => percentile(values, part))).toEqual([1, 3, 5, 5]);
  expect(values).toEqual([5, 1, 4, 2, 3]);
});

test('of two values in the middle the median is the upper one, and of none it is zero', () => {
  expect([median([4, 1, 3, 2]), median([])]).toEqual([3, 0]);
});
