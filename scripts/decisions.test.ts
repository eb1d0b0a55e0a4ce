import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(process.cwd(), 'docs/decisions');
const files = readdirSync(folder).filter((name) => /^\d{4}-.*\.md$/.test(name));
const index = readFileSync(join(folder, 'README.md'), 'utf8');

test('the index of decisions lists each of them once, under a number of its own', () => {
  const listed = [...index.matchAll(/^- \[(\d{4})\]\(([^)]+)\)/gm)].map(([, number = '', file = '']) => ({
    number,
    file,
  }));
  expect(listed.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
  for (const { number, file } of listed) expect(file.slice(0, 4)).toBe(number);
  expect(new Set(listed.map(({ number }) => number)).size).toBe(listed.length);
});

test.each(files)('%s begins with its title and says why', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  expect(text).toMatch(/^# \S/);
  expect(text).toMatch(/^## Context$/m);
});
