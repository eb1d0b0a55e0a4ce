import { expect, test } from 'vitest';
import { createInlineShare } from './inline-share';

function startShare() {
  const clock = { ms: 10_000 };
  const share = createInlineShare(() => clock.ms);
  const spend = (organisationId: string, ms: number) =>
    share.spend(organisationId, () => {
      clock.ms += ms;
    });
  return { clock, share, spend };
}

test('an organisation that used its share of the main thread up has it again after ten times as long', () => {
  const { clock, share, spend } = startShare();
  spend('other', 1);
  spend('one', 30);
  expect(share.has('one')).toBe(true);
  spend('one', 30);
  expect([share.has('one'), share.has('other')]).toEqual([false, true]);
  expect(share.waitMs('one')).toBe(70);
  clock.ms += 70;
  expect(share.has('one')).toBe(true);
});

test('an organisation that is alone has all of the main thread until another one comes', () => {
  const { share, spend } = startShare();
  for (let time = 0; time < 100; time += 1) spend('one', 30);
  expect(share.has('one')).toBe(true);
  spend('other', 1);
  expect(share.has('one')).toBe(false);
});

test('what is spent within what is spent counts once, and what is thrown is counted and thrown', () => {
  const { clock, share, spend } = startShare();
  spend('other', 1);
  share.spend('one', () => spend('one', 40));
  expect(share.has('one')).toBe(true);
  expect(() =>
    share.spend('one', () => {
      clock.ms += 40;
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(share.has('one')).toBe(false);
});

test('what an organisation used while it was alone keeps it waiting for half a second and not for hours', () => {
  const { clock, share, spend } = startShare();
  for (let time = 0; time < 1_000; time += 1) spend('one', 60);
  spend('other', 1);
  clock.ms += 500;
  spend('other', 1);
  expect(share.has('one')).toBe(true);
});
