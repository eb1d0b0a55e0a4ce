import { expect, test } from 'vitest';
import { compilePolicy } from '@/lib/policy/compile';
import { decide } from '@/lib/policy/decide';
import { lintPolicy } from '@/lib/policy/lint';
import { readPolicy } from '@/lib/policy/read';
import { categories } from '@/lib/risk/lexicon';
import { attacks, attacksOn } from './attacks';

test.each(attacks)('the policy against $slug decides each call of its story as the page says', (attack) => {
  const read = readPolicy(JSON.stringify(attack.policy));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const compiled = compilePolicy(read.policy);
  for (const { tool, args, outcome } of attack.calls) {
    expect(decide(compiled, { tool, args }).outcome, `${tool} ${JSON.stringify(args)}`).toBe(outcome);
  }
  expect(attack.calls.some(({ outcome }) => outcome !== 'allow')).toBe(true);
  expect(lintPolicy(read.policy).filter(({ level }) => level === 'error')).toEqual([]);
});

test.each(categories)('some pattern applies to tools that are %s', (category) => {
  expect(attacksOn(category).length).toBeGreaterThan(0);
});

test('no two patterns share a page', () => {
  expect(new Set(attacks.map(({ slug }) => slug)).size).toBe(attacks.length);
});
