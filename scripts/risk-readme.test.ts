import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import measured from '@/lib/core/risk/measured.json';
import { readmeWith } from './risk-readme';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('README has the measured figures', () => {
  expect(readme).toContain('## Risk engine, measured');
  expect(readmeWith(readme, measured)).toBe(readme);
});

test('the measured figures meet the goals', () => {
  expect(measured.labels.macroF1).toBeGreaterThanOrEqual(0.9);
  expect(measured.annotations.accuracy).toBeGreaterThanOrEqual(0.97);
  expect(measured.annotations.notReadCalledRead).toBeLessThan(0.005);
});

test('a README without the section gets it before the map, and one with it keeps the rest', () => {
  const made = readmeWith('# Title\n\n## The map\n\nrows\n', measured);
  expect(made.startsWith('# Title\n\n## Risk engine, measured\n')).toBe(true);
  expect(made.endsWith('\n## The map\n\nrows\n')).toBe(true);
  expect(readmeWith(made, measured)).toBe(made);
});
