import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { hintStartScripts } from './compile-hint';

const folder = mkdtempSync(join(tmpdir(), 'compile-hint-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the scripts that every page starts with carry the hint once, and no other does', () => {
  const manifest = { rootMainFiles: ['static/main.js'], lowPriorityFiles: ['static/later.js'] };
  mkdirSync(join(folder, 'static'));
  writeFileSync(join(folder, 'build-manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'static', 'main.js'), 'main()');
  writeFileSync(join(folder, 'static', 'later.js'), 'later()');
  hintStartScripts(folder);
  hintStartScripts(folder);
  const read = (name: string) => readFileSync(join(folder, 'static', name), 'utf8');
  expect(read('main.js')).toBe('//# allFunctionsCalledOnLoad\nmain()');
  expect(read('later.js')).toBe('later()');
});

test('a build manifest without rootMainFiles is an error', () => {
  writeFileSync(join(folder, 'build-manifest.json'), '{}');
  expect(() => hintStartScripts(folder)).toThrow();
});
