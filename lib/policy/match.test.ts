import { expect, test } from 'vitest';
import { oneOf, ordered, startsWith } from './match';
import { compareCodePoints } from './text';
import { SlidingWindow } from './window';

test('an operand that no text can equal matches none, and text stays comparable', () => {
  expect(startsWith('\ud800')('\ud800a')).toBe('unclear');
  expect(startsWith('\ud800')('a')).toBe('false');
  expect(oneOf(['\ud800'], true)('a')).toBe('true');
});

test('code points order as their numbers do, on both sides of the surrogates', () => {
  const inOrder = [
    '',
    '\0',
    'A',
    'a',
    'ab',
    'b',
    '\ud7ff',
    '\ue000',
    '\uffee',
    '\u{10000}',
    '\u{10001}',
    '\u{1f600}',
    '\u{10ffff}',
  ];
  for (const [i, a] of inOrder.entries()) {
    for (const [j, b] of inOrder.entries())
      expect(Math.sign(compareCodePoints(a, b)), `${a} ${b}`).toBe(Math.sign(i - j));
  }
});

test('a bound is compared as the number that it is', () => {
  const above = ordered(-0, (sign) => sign > 0);
  expect([above(Number.MIN_VALUE), above(0), above(-1), above(Number.POSITIVE_INFINITY), above('1')]).toEqual([
    'true',
    'false',
    'false',
    'unclear',
    'unclear',
  ]);
});

test('what fractions leave behind when they are taken away again delays, and never admits', () => {
  const window = new SlidingWindow(1_000);
  for (let at = 0; at < 10; at++) window.add(0.1, at);
  expect(window.waitFor(1, 1, 9)).toBe(1_000);
  window.forget(1_008);
  expect(window.waitFor(1, 1, 1_008)).toBe(1);
  window.forget(1_009);
  expect(window.waitFor(1, 1, 1_009)).toBe(0);
});
