import { expect, test } from 'vitest';
import { policyProblems } from './policy-problems';

test('a policy without problems has none', () => {
  expect(policyProblems('p.json', '{"version":"1","default":"deny"}')).toEqual([]);
});

test('a problem is named with file, line and column', () => {
  expect(policyProblems('p.json', '{"version":"1",\n  "default":"maybe"}')).toEqual([
    expect.stringMatching(/^p\.json:2:\d+ \S/),
  ]);
});

test('what is no JSON is a problem at its place', () => {
  expect(policyProblems('p.json', '{')[0]).toMatch(/^p\.json:1:\d+ \S/);
});
