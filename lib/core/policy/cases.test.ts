import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Case } from '@/lib/core/policy/decide/case-schema';
import { runCase } from '@/lib/core/policy/decide/run-case';
import { readPolicy } from '@/lib/core/policy/document/read';
import { createMemoryCounters } from '@/lib/core/policy/limits/memory-counters';

const folder = new URL('./cases/', import.meta.url);
const files = readdirSync(folder);

test('there are at least 150 cases, each named by its sentence', () => {
  expect(files.length).toBeGreaterThanOrEqual(150);
});

test.each(files)('%s', async (file) => {
  const text = readFileSync(new URL(encodeURIComponent(file), folder), 'utf8');
  const json = JSON.parse(text);
  expect(existsSync(new URL(json.$schema, new URL(encodeURIComponent(file), folder)))).toBe(true);
  const one = Case.parse(json);
  expect(`${one.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.json`).toBe(file);
  if (one.policy) expect(readPolicy(JSON.stringify(one.policy))).toEqual({ ok: true, policy: one.policy });
  expect(await runCase(one, createMemoryCounters({ keysMax: 100 }))).toEqual(one.calls.map((call) => call.expect));
});
