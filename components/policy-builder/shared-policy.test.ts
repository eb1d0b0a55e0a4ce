import { expect, test } from 'vitest';
import { fromFragment, toFragment } from './shared-policy';

test('a shared policy comes back byte by byte', async () => {
  const shared = { document: '{ "version": "1",\n\t"default": "deny" } ', tools: ['run', 'ünïcode'] };
  const fragment = await toFragment(shared);
  expect(fragment).toMatch(/^#policy=[A-Za-z0-9_-]+$/);
  expect(await fromFragment(fragment)).toEqual(shared);
});

test.each(['', '#content', '#policy=', '#policy=%%%', '#policy=AAAA'])(
  'the fragment %j holds no policy',
  async (text) => {
    expect(await fromFragment(text)).toBeNull();
  },
);

test('a fragment that unfolds to more than two million characters is refused', async () => {
  const fragment = await toFragment({ document: ' '.repeat(3_000_000) });
  expect(fragment.length).toBeLessThan(10_000);
  expect(await fromFragment(fragment)).toBeNull();
});
