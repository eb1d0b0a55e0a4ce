import { defineConfig } from '@playwright/test';
import tests from '@/playwright.config';

/** `npm run screenshots`: the pictures of README, taken from the production build. */
export default defineConfig({
  ...tests,
  testDir: '.',
  testMatch: '*.shots.ts',
  projects: [{ name: 'screenshots', use: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 } }],
});
