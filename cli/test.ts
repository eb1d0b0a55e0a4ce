import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { findChromium } from './chromium';
import { explain } from './progress';
import { root } from './settings';

// `npm test`: every check and every test, the production build included. All of it runs even when a part fails, and the
// last line counts: a check or a build that fails counts as one.

type Count = { passed: number; failed: number; skipped: number };

const reports = mkdtempSync(join(tmpdir(), 'policylayer-report-'));
process.once('exit', () => rmSync(reports, { recursive: true }));
// Ctrl-C reaches whatever runs at the moment too, which clears up after itself.
process.once('SIGINT', () => process.exit(130));
const bin = (name: string) => join(root, 'node_modules', '.bin', name);

const VitestReport = z
  .object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
    numTodoTests: z.number(),
  })
  .transform(({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
  }));

const PlaywrightReport = z
  .object({ stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }) })
  .transform(({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }));

const counts = [
  await check('Biome', [bin('biome'), 'check', '.']),
  await check('TypeScript', [bin('tsc'), '--noEmit']),
  await check('knip', [bin('knip')]),
  await unit(),
  await check('Build', [process.execPath, '--import', 'tsx', 'cli/build.ts']),
  await endToEnd(),
];

const total = (key: keyof Count) => counts.reduce((sum, count) => sum + count[key], 0);
const skipped = total('skipped');
console.log(`\n${total('passed')} passed, ${total('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(total('failed') > 0 ? 1 : 0);

async function check(title: string, command: string[]): Promise<Count> {
  console.log(`\n── ${title}`);
  const code = await run(command);
  if (code !== 0) console.log(`${title} failed.`);
  return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function unit(): Promise<Count> {
  console.log('\n── Unit and integration tests');
  const file = join(reports, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return counted(await run([bin('vitest'), 'run', ...reporters]), VitestReport, file);
}

async function endToEnd(): Promise<Count> {
  console.log('\n── Journeys in a browser');
  try {
    findChromium();
  } catch (error) {
    console.log(explain(error));
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const file = join(reports, 'playwright.json');
  const code = await run([bin('playwright'), 'test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  return counted(code, PlaywrightReport, file);
}

/** A run that fails without a failed test, such as a file that does not load, counts as one failure. */
function counted(code: number, schema: z.ZodType<Count>, file: string): Count {
  const count = readReport(schema, file) ?? { passed: 0, failed: 0, skipped: 0 };
  return code === 0 || count.failed > 0 ? count : { ...count, failed: 1 };
}

function readReport(schema: z.ZodType<Count>, file: string): Count | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function run([command = '', ...args]: string[], environment: Record<string, string> = {}): Promise<number> {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
