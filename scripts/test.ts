import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explain } from '@/bin/launcher/progress';
import { root } from '@/bin/launcher/settings';
import { findChromium } from './chromium';
import { type Count, none, type Runner, readReport } from './test-reports';

// `npm test`: every check and test, including the production build. If a check, which takes seconds, fails, no test
// runs. After that all parts run even when one fails. The end names failures, and the last line counts them; a failed
// check or build counts as one.

const reports = mkdtempSync(join(tmpdir(), 'policylayer-report-'));
process.once('exit', () => rmSync(reports, { recursive: true }));
// Ctrl-C also reaches the running part, which cleans up after itself.
process.once('SIGINT', () => process.exit(130));
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const failure = (title: string): Count => ({ ...none, failed: 1, failures: [title] });

const counts = [
  await check('Biome', [bin('biome'), 'check', '.']),
  await check('TypeScript', [bin('tsc'), '--noEmit']),
  await check('knip', [bin('knip')]),
];
if (counts.every(({ failed }) => failed === 0)) {
  counts.push(await unit());
  counts.push(await check('Build', [process.execPath, '--import', 'tsx', 'bin/build.ts']));
  counts.push(await endToEnd());
} else {
  console.log('\nA check failed, so no test ran.');
}

const failures = counts.flatMap((count) => count.failures);
if (failures.length > 0) console.log(`\n── Failed\n${failures.join('\n')}`);
const total = (key: 'passed' | 'failed' | 'skipped') => counts.reduce((sum, count) => sum + count[key], 0);
const skipped = total('skipped');
console.log(`\n${total('passed')} passed, ${total('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(total('failed') > 0 ? 1 : 0);

async function check(title: string, command: string[]): Promise<Count> {
  console.log(`\n── ${title}`);
  const code = await run(command);
  if (code !== 0) console.log(`${title} failed.`);
  return code === 0 ? none : failure(title);
}

async function unit(): Promise<Count> {
  console.log('\n── Unit and integration tests');
  const file = join(reports, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return counted('vitest', await run([bin('vitest'), 'run', ...reporters]), file);
}

async function endToEnd(): Promise<Count> {
  console.log('\n── Journeys in a browser');
  try {
    findChromium();
  } catch (error) {
    console.log(explain(error));
    return failure('No browser to run the journeys in');
  }
  const file = join(reports, 'playwright.json');
  const code = await run([bin('playwright'), 'test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  return counted('playwright', code, file);
}

/** A run that fails without a failed test, such as a dead worker, counts as one failure. */
function counted(runner: Runner, code: number, file: string): Count {
  const count = readReport(runner, file);
  if (code === 0 || count.failed > 0) return count;
  return { ...count, failed: 1, failures: [...count.failures, `${runner} ended with ${code}`] };
}

function run([command = '', ...args]: string[], environment: Record<string, string> = {}): Promise<number> {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
