import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readAnnotated, readLabelled } from './risk-data';

const folder = mkdtempSync(path.join(tmpdir(), 'policylayer-risk-'));
const root = path.join(import.meta.dirname, '..');

function file(name: string, text: string): string {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
}

/** The command in another folder, without data beside it. */
function run(...flags: string[]): Promise<{ code: number; out: string; error: string }> {
  const entry = path.join(root, 'scripts/risk-eval.ts');
  const args = ['--import', import.meta.resolve('tsx'), entry, ...flags];
  const env = { ...process.env, TSX_TSCONFIG_PATH: path.join(root, 'tsconfig.json') };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder, env }, (failure, out, error) =>
      resolve({ code: failure ? Number(failure.code) : 0, out, error }),
    );
  });
}

const row = (name: string, truth: string | null, more: object = {}) =>
  JSON.stringify({ server: 'a', name, truth_coarse: truth, uniform_server: false, siblings: [], ...more });

const annotations = [
  row('get_page', 'Read', { annotations: { readOnlyHint: false, destructiveHint: true } }),
  row('delete_page', 'NotRead', { annotations: { readOnlyHint: true } }),
  row('frobnicate', 'NotRead'),
  row('get_line', 'NotRead'),
  row('get_all', 'Read', { uniform_server: true }),
  row('get_undecided', null),
].join('\n');

const labels = [
  'server_slug\ttool\tcategory',
  'a\tget_page\tRead',
  'a\tcreate_page\tWrite',
  'b\tpay_bill\tFinancial',
].join('\n');

test('annotations never reach the engine', () => {
  const read = readAnnotated(annotations);
  expect(read.map(({ definition }) => 'annotations' in definition)).toEqual([false, false, false, false]);
  const turned = annotations.replaceAll('"readOnlyHint":false', '"readOnlyHint":true');
  expect(readAnnotated(turned)).toEqual(read);
});

test('a labelled tool is judged by its name and the labelled names of its server', () => {
  const [first] = readLabelled(labels);
  expect(first?.definition).toEqual({ name: 'get_page', siblings: ['create_page'], knowledge: 'listed' });
});

test('--json prints one object with the measures of both files; Other counts as NotRead', async () => {
  const flags = ['--annotations', file('a.jsonl', annotations), '--labels', file('l.tsv', labels), '--json'];
  const { code, out } = await run(...flags);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    labels: { n: 3, accuracy: 1, macroF1: 1, confusion: { Financial: { Financial: 1 } } },
    annotations: { n: 4, accuracy: 0.75, notReadCalledRead: 0.3333 },
    verbList: { labels: { n: 3 }, annotations: { n: 4 } },
  });
});

test('one file is measured alone', async () => {
  const { out } = await run('--labels', file('l.tsv', labels), '--json');
  expect(JSON.parse(out)).toMatchObject({ labels: { n: 3 }, annotations: null });
});

test('without data the command says what it needs and still checks the repository’s cases', async () => {
  const { code, out, error } = await run();
  expect(code).toBe(0);
  expect(error).toContain('--annotations');
  const [, right, all] = /Cases of the repository: (\d+) of (\d+)/.exec(out) ?? [];
  expect(right).toBe(all);
});

test.each([
  ['a missing file', '--labels', '/nowhere/labels.tsv', '/nowhere/labels.tsv does not exist'],
  ['a file of another format', '--annotations', file('odd.jsonl', 'odd'), 'line 1 is no annotated tool'],
  ['labels without columns', '--labels', file('odd.tsv', 'a\tb'), 'line 1 has no columns'],
])('%s is refused with a sentence and exit code 2', async (_, flag, named, sentence) => {
  const { code, out, error } = await run(flag, named, '--json');
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(error.trim().split('\n')).toHaveLength(1);
  expect(error).toContain(sentence);
});
