import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['{lib,components,prisma,cli,app}/**/*.test.{ts,tsx}'],
    env: { LOG_LEVEL: 'silent' },
    globalSetup: ['./prisma/test-database.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
