import { SharedCacheControls } from 'next/dist/server/lib/incremental-cache/shared-cache-controls.external.js';
import { expect, test } from 'vitest';
import './bounded-pages.mjs';

test('the freshness of pages is kept for the last addresses only', () => {
  const controls = new SharedCacheControls({ routes: {}, dynamicRoutes: {} });
  const addressOf = (asked: number) => `/tools/${'x'.repeat(4_000)}${asked}`;
  const control = { revalidate: 60, expire: 300 };
  for (let asked = 0; asked < 20_000; asked += 1) controls.set(addressOf(asked), control);
  const remembered: Map<string, object> = Reflect.get(SharedCacheControls, 'cacheControls');
  expect(remembered.size).toBeGreaterThan(1_000);
  expect(remembered.size).toBeLessThan(5_000);
  expect(remembered.get(addressOf(19_999))).toEqual(control);
});
