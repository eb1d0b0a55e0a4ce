import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeChangelog } from './changelog';

test('CHANGELOG.md equals its entries', () => {
  expect(readFileSync('CHANGELOG.md', 'utf8')).toBe(writeChangelog('changelog'));
});

test('the newest version comes first, after unreleased, and a file of an unknown kind is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'policylayer-changelog-'));
  for (const version of ['0.9.0', '0.10.0', 'unreleased']) {
    mkdirSync(join(folder, version));
    writeFileSync(join(folder, version, 'fixed-one.md'), `Of ${version}.\n`);
  }
  const headings = [...writeChangelog(folder).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(['Unreleased', '0.10.0', '0.9.0']);
  writeFileSync(join(folder, '0.9.0', 'other.md'), 'Other.\n');
  expect(() => writeChangelog(folder)).toThrow('0.9.0/other.md');
  rmSync(folder, { recursive: true });
});
