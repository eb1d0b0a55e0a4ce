import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageNameOf, readManifest, scriptOf } from './install';

test('a package of the registry is named with or without a version', () => {
  expect(packageNameOf('mcp-server')).toBe('mcp-server');
  expect(packageNameOf('mcp-server@1.2.0-beta.1')).toBe('mcp-server');
  expect(packageNameOf('@acme/mcp@latest')).toBe('@acme/mcp');
});

test.each([
  'git+ssh://git@example.com/a/b.git',
  'github:acme/mcp',
  'acme/mcp',
  'https://example.com/mcp.tgz',
  'mcp@file:../..',
  'mcp@npm:other',
  'mcp@https://example.com/mcp.tgz',
  './mcp',
  '/mcp',
  '-g',
  '@acme',
  '',
])('%s is no package of the registry', (spec) => {
  expect(() => packageNameOf(spec)).toThrow('is not a package of the npm registry');
});

const manifest = { name: '@acme/mcp', version: '1.0.0' };

test('of several programs, the one named like the package is started', () => {
  expect(scriptOf({ ...manifest, bin: './dist/main.js' })).toBe('node_modules/@acme/mcp/dist/main.js');
  expect(scriptOf({ ...manifest, bin: { setup: 'setup.js', mcp: 'main.js' } })).toBe('node_modules/@acme/mcp/main.js');
});

test('a package without a program, or with one outside of its folder, is refused', () => {
  expect(() => scriptOf(manifest)).toThrow('no program');
  expect(() => scriptOf({ ...manifest, bin: '../../../elsewhere.js' })).toThrow('outside of it');
  expect(() => scriptOf({ ...manifest, bin: '/bin/sh' })).toThrow('outside of it');
});

test('a package with another name in its manifest is refused, so that it cannot write that one’s facts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'introspect-test-'));
  const file = join(folder, 'package.json');
  for (const name of ['@acme/mcp', '../../etc']) {
    writeFileSync(file, JSON.stringify({ ...manifest, name }));
    expect(() => readManifest(file, 'evil-mcp')).toThrow('name of another package');
  }
  expect(readManifest(file, '../../etc').version).toBe('1.0.0');
  rmSync(folder, { recursive: true });
});
