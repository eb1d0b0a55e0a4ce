import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCounters } from './counters';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylayer-counters-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const once = [{ key: 'grant:a:writes', windowMs: 60_000, max: 1, amount: 1 }];

test('a restart does not give a grant its limit anew', async () => {
  const first = openCounters(undefined, folder);
  expect(await first.store.reserve(once, 1_000)).toMatchObject({ ok: true });
  first.close();
  const second = openCounters(undefined, folder);
  expect(await second.store.reserve(once, 2_000)).toMatchObject({ ok: false, retryAfterMs: 59_000 });
  expect(await second.store.reserve(once, 61_000)).toMatchObject({ ok: true });
});

test('a store that cannot be reached refuses, and does not make anyone wait', async () => {
  const counters = openCounters('redis://127.0.0.1:1', folder);
  const since = performance.now();
  await expect(counters.store.reserve(once, 0)).rejects.toThrow();
  expect(performance.now() - since).toBeLessThan(2_000);
  counters.close();
});
