import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { z } from 'zod';
import { root } from '@/bin/launcher/settings';

// Sums up the two test runners' reports, with the names of failed tests.

export type Count = { passed: number; failed: number; skipped: number; failures: string[] };

export const none: Count = { passed: 0, failed: 0, skipped: 0, failures: [] };

const VitestFile = z.object({
  name: z.string(),
  status: z.string(),
  message: z.string(),
  assertionResults: z.array(
    z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
  ),
});

function failuresOfFile({ name, message, assertionResults }: z.infer<typeof VitestFile>): string[] {
  const file = relative(root, name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0) return [`${file}: ${firstLine(message)}`];
  return failed.map((test) => `${file}: ${test.fullName}: ${firstLine(test.failureMessages?.[0] ?? '')}`);
}

const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';

const VitestReport = z
  .object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
    numTodoTests: z.number(),
    testResults: z.array(VitestFile),
  })
  .transform((report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: report.testResults.filter((file) => file.status === 'failed').flatMap(failuresOfFile),
  }));

type Suite = { specs?: { title: string; file: string; ok: boolean }[] | undefined; suites?: Suite[] | undefined };

const PlaywrightSuite: z.ZodType<Suite> = z.object({
  specs: z.array(z.object({ title: z.string(), file: z.string(), ok: z.boolean() })).optional(),
  get suites() {
    return z.array(PlaywrightSuite).optional();
  },
});

function failuresOfSuite({ specs = [], suites = [] }: Suite): string[] {
  const failed = specs.filter((spec) => !spec.ok).map((spec) => `e2e/${spec.file}: ${spec.title}`);
  return [...failed, ...suites.flatMap(failuresOfSuite)];
}

const PlaywrightReport = z
  .object({
    stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
    suites: z.array(PlaywrightSuite),
  })
  .transform(({ stats, suites }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: suites.flatMap(failuresOfSuite),
  }));

const schemas = { vitest: VitestReport, playwright: PlaywrightReport };

export type Runner = keyof typeof schemas;

/** Reads a runner's JSON report; a missing or truncated one counts nothing. */
export function readReport(runner: Runner, file: string): Count {
  try {
    return schemas[runner].parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return none;
  }
}
