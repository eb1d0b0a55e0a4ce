import { expect, test } from 'vitest';
import { policyProblems } from './policy-problems';

test('a policy without problems has none', () => {
  expect(policyProblems('p.json', '{"version":"1","default":"deny"}')).toEqual([]);
});

test('a problem has file, line and column', () => {
  expect(policyProblems('p.json', '{"version":"1",\n  "default":"maybe"}')).toEqual([
    expect.stringMatching(/^p\.json:2:\d+ \S/),
  ]);
});

test('invalid JSON is a problem at its position', () => {
  expect(policyProblems('p.json', '{')[0]).toMatch(/^p\.json:1:\d+ \S/);
});
