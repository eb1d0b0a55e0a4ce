import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { found, run, serverFinding, tiers } from './hostile';

test.each(tiers)('a server that prints endlessly is ended (%s)', async (tier) => {
  const answer = await run("for (;;) require('node:fs').writeSync(1, 'x'.repeat(65536));", { tier });
  expect(answer).toMatchObject({ failed: 'It prints more than 32 MiB.' });
});

test('a server that complains endlessly is ended, and only the start of it is kept', async () => {
  const answer = await run("for (;;) require('node:fs').writeSync(2, 'x'.repeat(65536));");
  expect(answer).toMatchObject({ failed: 'It prints more than 32 MiB.' });
  expect('failed' in answer && answer.complaint.length).toBe(64 * 1024);
});

test('a server that pages endlessly is refused', async () => {
  const answer = await run(serverFinding("return { tools: [{ name: 'again' }], nextCursor: 'more' };"));
  expect(answer).toMatchObject({ failed: 'Its list has more than 50 pages.' });
});

test('a server that never answers is ended in time', async () => {
  const before = Date.now();
  const answer = await run('setInterval(() => {}, 1000);', { answerMs: 1000 });
  expect(answer).toMatchObject({ failed: 'It did not answer within 1 seconds.' });
  expect(Date.now() - before).toBeLessThan(15_000);
});

test('a server that exits early is reported with its complaint', async () => {
  const answer = await run("console.error('SERVICE_API_KEY is missing'); process.exitCode = 3;");
  expect(answer).toMatchObject({ failed: 'It ended before it answered (exit 3).' });
  expect('failed' in answer && answer.complaint).toContain('SERVICE_API_KEY is missing');
});

test('invalid lines, unrelated answers and empty lists are not tools', async () => {
  const noise = 'console.log(\'Ready!\'); console.log(\'{"jsonrpc":"2.0","id":99,"result":{}}\'); return [];';
  expect(await run(serverFinding(noise))).toMatchObject({ failed: 'It lists no tools.' });
});

const hasLimits = spawnSync('prlimit', ['--version']).status === 0;

test.skipIf(!hasLimits)('a server cannot take more memory than it may', async () => {
  const source = 'const kept = []; for (;;) kept.push(Buffer.alloc(64 * 1024 * 1024, 1));';
  const answer = await run(`${source}`);
  expect('failed' in answer && answer.failed).toMatch(/^It ended before it answered/);
});

test.skipIf(!hasLimits)('a server cannot start processes or write files without end', async () => {
  const names = await found(`
    const { spawn } = require('node:child_process');
    const { readFile, writeFile } = require('node:fs/promises');
    // Node's own threads first: it ends when it cannot have them.
    await Promise.all([1, 2, 3, 4].map(() => readFile(__filename)));
    let started = 0;
    for (let count = 0; count < 400; count += 1) {
      const child = spawn('sleep', ['60'], { stdio: 'ignore' });
      child.on('error', () => {});
      if (child.pid) started += 1;
    }
    const grown = await attempt(() => writeFile(process.env.HOME + '/large', Buffer.alloc(130 * 1024 * 1024)));
    return [started < 400 ? 'processes bounded' : 'processes endless', grown ? 'file endless' : 'file bounded'];`);
  expect(names).toEqual(['processes bounded', 'file bounded']);
});
