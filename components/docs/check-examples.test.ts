import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lintPolicy } from '@/lib/core/policy/lint/lint';
import { checkExamples } from './check-examples';

test.each(checkExamples)('$code is found as the documentation says', ({ code, level, policy, tools }) => {
  expect(lintPolicy(policy, tools)).toContainEqual(expect.objectContaining({ code, level }));
});

test('every code of the linter is documented', () => {
  const folder = join(process.cwd(), 'lib', 'core', 'policy', 'lint');
  const sources = readdirSync(folder).filter((name) => /(?<!\.test)\.ts$/.test(name));
  const text = sources.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  const codes = new Set([...text.matchAll(/code: '([a-z-]+)'/g)].map(([, code]) => code));
  // A document that cannot be read is told by its problems; the builder never lints one.
  codes.delete('invalid');
  expect(checkExamples.map(({ code }) => code).sort()).toEqual([...codes].sort());
});
