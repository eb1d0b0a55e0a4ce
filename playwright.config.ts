import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { startReaper } from '@/lib/base/database/reaper';
import { freePort } from '@/lib/base/network/free-port';
import { findChromium } from '@/scripts/chromium';

// The journeys run against `npm start` itself: the production build on free ports, with a database of its own. Playwright
// reads this file in every process; the first one decides and the others inherit its decisions.
process.env.E2E_DATA_DIR ??= makeDataDir();
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_GATEWAY_PORT ??= String(await freePort());

const { E2E_DATA_DIR, E2E_PORT, E2E_GATEWAY_PORT } = process.env;
const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  // Bounds, not expectations: a busy machine takes several times as long as an idle one.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  retries: 0,
  // Each test has an organisation of its own, so that files run beside each other.
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${E2E_PORT}`,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findChromium(),
      args: ['--disable-gpu', '--disable-background-networking', ...(asRoot ? ['--no-sandbox'] : [])],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
    // What depends on the width of the screen or on touch; the rest is proved once.
    {
      name: 'phone',
      grep: /@phone/,
      use: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
    },
  ],
  webServer: {
    command: 'node --import tsx bin/start.ts',
    cwd: import.meta.dirname,
    wait: { stdout: /Ctrl-C stops everything/ },
    timeout: 600_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    env: {
      // Empty is unset: neither the environment nor .env may lead the tests to anyone's data.
      ...Object.fromEntries(
        ['DATABASE_URL', 'REDIS_URL', 'PUBLIC_URL', 'GATEWAY_URL', 'AUTH_SECRET', 'ENCRYPTION_KEY'].map((key) => [
          key,
          '',
        ]),
      ),
      DATA_DIR: E2E_DATA_DIR,
      HOST: '127.0.0.1',
      PORT: E2E_PORT,
      GATEWAY_PORT: E2E_GATEWAY_PORT,
      ALLOW_PRIVATE_UPSTREAMS: '1',
      SIGN_UP: 'open',
      LOG_LEVEL: 'warn',
    },
  },
});

function makeDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'policylayer-e2e-'));
  chmodSync(folder, 0o711);
  startReaper(folder);
  return folder;
}
