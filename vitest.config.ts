import { defineConfig } from 'vitest/config';

/** Rooms of pure functions, which need no database and no process. */
const pure = [
  'lib/core/**/*.test.{ts,tsx}',
  'lib/base/{errors,input,network,secrets}/**/*.test.ts',
  'components/**/*.test.{ts,tsx}',
];
/** Tests that bound time. Nothing runs beside them, so that what they measure is their own. */
const perf = ['lib/**/*.perf.test.ts'];

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    env: { LOG_LEVEL: 'silent' },
    globalSetup: ['./lib/base/database/test-database.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // On a machine that is busy a condition takes longer; it is awaited, so a generous bound costs nothing.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      { extends: true, test: { name: 'pure', include: pure, exclude: perf, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['{lib,components,prisma,bin,cli,scripts,app}/**/*.test.{ts,tsx}'],
          exclude: [...pure, ...perf],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'perf', include: perf, fileParallelism: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
