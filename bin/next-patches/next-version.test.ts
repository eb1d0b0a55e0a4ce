import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The version whose source the patches in this folder were read against. */
const readAgainst = '16.4.6';

test('the patches of Next are loaded into the version that they were read against', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const sentence = `bin/next-patches was read against Next ${readAgainst}. Read each patch and its "Goes when" against ${dependencies.next}, then set readAgainst.`;
  expect(dependencies.next, sentence).toBe(readAgainst);
  expect(JSON.parse(readFileSync('node_modules/next/package.json', 'utf8')).version, sentence).toBe(readAgainst);
});
