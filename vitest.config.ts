import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['{lib,components,prisma,bin,cli,scripts,app}/**/*.test.{ts,tsx}'],
    env: { LOG_LEVEL: 'silent' },
    globalSetup: ['./lib/base/database/test-database.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // On a machine that is busy a condition takes longer; it is awaited, so a generous bound costs nothing.
    expect: { poll: { timeout: 20_000 } },
  },
});
