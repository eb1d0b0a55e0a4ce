import { expect, test } from 'vitest';
import { createInlineShare } from './inline-share';

test('an organisation that used its share of the main thread up has it again after ten times as long', () => {
  let now = 0;
  const share = createInlineShare(() => now);
  const spend = (ms: number) =>
    share.spend('one', () => {
      now += ms;
    });
  spend(30);
  expect(share.has('one')).toBe(true);
  spend(30);
  expect([share.has('one'), share.has('other')]).toEqual([false, true]);
  now += 150;
  expect(share.has('one')).toBe(true);
});

test('what is done at the cost of a share is done, and what it throws is thrown', () => {
  const share = createInlineShare(() => 0);
  expect(share.spend('one', () => 7)).toBe(7);
  expect(() => share.spend('one', () => JSON.parse('{'))).toThrow(SyntaxError);
});
