import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readSettings } from './settings';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'policylayer-settings-'));
  for (const name of [
    'DATABASE_URL',
    'PORT',
    'GATEWAY_PORT',
    'PUBLIC_URL',
    'GATEWAY_URL',
    'AUTH_SECRET',
    'ENCRYPTION_KEY',
  ]) {
    vi.stubEnv(name, '');
  }
  vi.stubEnv('DATA_DIR', dataDir);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dataDir, { recursive: true });
});

test('secrets are generated once, readable for this user only, and found again', () => {
  const first = readSettings().environment;
  expect(first.AUTH_SECRET).toMatch(/^[0-9a-f]{64}$/);
  expect(Buffer.from(first.ENCRYPTION_KEY!, 'base64')).toHaveLength(32);
  expect(statSync(join(dataDir, 'settings.json')).mode & 0o777).toBe(0o600);
  expect(readSettings().environment).toEqual(first);
});

test('a secret in the environment wins over a generated one', () => {
  const made = readSettings().environment;
  vi.stubEnv('AUTH_SECRET', 'a'.repeat(64));
  const { AUTH_SECRET, NEXTAUTH_SECRET, ENCRYPTION_KEY } = readSettings().environment;
  expect([AUTH_SECRET, NEXTAUTH_SECRET]).toEqual(['a'.repeat(64), 'a'.repeat(64)]);
  expect(ENCRYPTION_KEY).toBe(made.ENCRYPTION_KEY);
});

test('damaged secrets are neither replaced nor used', () => {
  const file = join(dataDir, 'settings.json');
  writeFileSync(file, '{"AUTH_SEC');
  expect(() => readSettings()).toThrow(`${file} is damaged`);
  expect(readFileSync(file, 'utf8')).toBe('{"AUTH_SEC');
});

test('the public addresses follow the ports by default', () => {
  vi.stubEnv('PORT', '4000');
  vi.stubEnv('GATEWAY_PORT', '4001');
  vi.stubEnv('GATEWAY_URL', 'https://gateway.example');
  expect(readSettings().environment).toMatchObject({
    PUBLIC_URL: 'http://localhost:4000',
    NEXTAUTH_URL: 'http://localhost:4000',
    GATEWAY_URL: 'https://gateway.example',
  });
});

test('an invalid port is named', () => {
  vi.stubEnv('PORT', '70000');
  expect(() => readSettings()).toThrow(/^These settings are wrong: PORT \(.*\)\. See \.env\.example\.$/);
});
