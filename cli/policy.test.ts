import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runPolicy } from './policy-command';

let folder: string;
const path = (name: string) => join(folder, name);

const policy = {
  version: '1',
  default: 'deny',
  tools: {
    t: {
      require: [{ conditions: [{ path: 'args.x', op: 'in', value: ['a'] }] }],
      approve_if: [{ conditions: [{ path: 'args.y', op: 'exists' }] }],
    },
  },
};
const golden = (outcome: string) => ({
  $schema: 'x',
  name: 'a call passes',
  policy,
  calls: [{ tool: 't', args: { x: 'a' }, expect: { outcome, rule: '' } }],
});

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'policy-cli-'));
  const write = (name: string, value: unknown) => writeFileSync(path(name), JSON.stringify(value));
  write('good.json', policy);
  write('bad.json', { ...policy, version: '2' });
  write('error.json', {
    version: '1',
    default: 'deny',
    tools: { t: { deny_if: [{ conditions: [{ path: 'args.x', op: 'in', value: [] }] }] } },
  });
  write('tools.json', { tools: [{ name: 'tt' }] });
  write('open.json', { version: '1', default: 'allow' });
  write('risky.json', {
    tools: [{ name: 'truncate_table', inputSchema: { type: 'object' } }, { name: 'list_tables' }],
  });
  write('case.json', golden('allow'));
  write('wrong.json', golden('deny'));
  const twice = JSON.stringify(golden('allow'), null, 1).replace(
    '"default": "deny"',
    '"default": "deny", "default": "allow"',
  );
  writeFileSync(path('twice.json'), twice);
  writeFileSync(path('broken.json'), '{');
  write('faulty.json', {
    policy: { version: 2, default: 'deny' },
    calls: [{ tool: 't', args: {}, expect: { outcome: 'yes', rule: '' } }],
  });
});

afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const ended = await runPolicy(args);
  return { ...ended, out: ended.out.replaceAll(`${folder}/`, '') };
}

/** The same as a process of its own. */
function spawned(...args: string[]) {
  const ended = spawnSync(process.execPath, ['--import', 'tsx', 'cli/policy.ts', ...args], { encoding: 'utf8' });
  return { exit: ended.status, out: ended.stdout, err: ended.stderr };
}

test('the process prints the result and exits with its code', async () => {
  for (const args of [['--help'], ['validate', path('bad.json')], ['decide']]) {
    expect(spawned(...args)).toEqual(await runPolicy(args));
  }
});

test('validate prints every problem with its position and exits with 1', async () => {
  expect(await run('validate', path('good.json'))).toMatchObject({ exit: 0, out: 'good.json: ok\n' });
  const mixed = await run('validate', path('good.json'), path('bad.json'));
  expect(mixed).toMatchObject({ exit: 1, out: 'good.json: ok\nbad.json:1:2 /version This must be "1".\n' });
});

test('lint exits with 1 on errors only', async () => {
  expect(await run('lint', path('error.json'))).toMatchObject({ exit: 1 });
  const known = await run('lint', '--tools', path('tools.json'), path('good.json'));
  expect(known).toMatchObject({
    exit: 0,
    out: 'good.json:1:42 warning unknown-tool /tools/t The server has no tool t.\n',
  });
});

test('lint uses the risk of the given tools', async () => {
  const { exit, out } = await run('lint', '--tools', path('risky.json'), path('open.json'));
  expect(exit).toBe(0);
  expect(out).toContain('warning risky-open /default');
  expect(out).toContain('truncate_table (Destructive)');
});

test('decide exits with 0, 1 or 3 for allow, deny or hold', async () => {
  const decide = (args: string) => run('decide', path('good.json'), '--tool', 't', '--args', args);
  expect(await decide('{"x":"a"}')).toMatchObject({ exit: 0 });
  expect((await decide('{"x":"b"}')).out).toMatch(
    /^deny \/tools\/t\/require\/0 This call must satisfy: args\.x is "a"\./,
  );
  expect(await decide('{"x":"a","y":1}')).toMatchObject({ exit: 3 });
});

test('decide refuses an invalid policy and a call with a duplicate key', async () => {
  const refused = await run('decide', path('bad.json'), '--tool', 't');
  expect(refused).toMatchObject({ exit: 2, out: 'bad.json:1:2 /version This must be "1".\n' });
  const twice = await run('decide', path('good.json'), '--tool', 't', '--args', '{"x":"b","x":"a"}');
  expect(twice).toMatchObject({ exit: 2, out: '', err: expect.stringContaining('one key twice') });
});

test('test prints every problem of a case, in its policy and elsewhere', async () => {
  const { exit, out } = await run('test', path('faulty.json'));
  expect({ exit, lines: out.trim().split('\n') }).toEqual({
    exit: 1,
    lines: [
      'faulty.json:1:12 /policy/version This must be "1".',
      'faulty.json:1:1 /name The key "name" is missing here.',
      'faulty.json:1:83 /calls/0/expect/outcome This must be "allow", "deny" or "hold".',
    ],
  });
});

test('test exits with 1 if a call is not decided as expected', async () => {
  expect(await run('test', path('case.json'))).toMatchObject({ exit: 0, out: 'ok   a call passes\n' });
  expect(await run('test', path('wrong.json'))).toMatchObject({ exit: 1 });
});

test('test refuses a case whose policy has a duplicate key, at its position', async () => {
  const refused = await run('test', path('twice.json'));
  expect(refused).toMatchObject({ exit: 1, out: 'twice.json:6:22 /policy/default The key "default" is here twice.\n' });
  expect(JSON.parse((await run('test', '--json', path('twice.json'))).out)).toMatchObject([{ passed: false }]);
  expect(await run('test', path('broken.json'))).toMatchObject({ exit: 1, out: 'broken.json is not JSON.\n' });
});

test('every published case passes on the command line', async () => {
  const cases = readdirSync('lib/core/policy/cases').map((name) => join('lib/core/policy/cases', name));
  const { exit, out } = await run('test', ...cases);
  expect(exit).toBe(0);
  expect(out.trim().split('\n')).toHaveLength(cases.length);
});

test('an unknown command or a missing file is named before the usage', async () => {
  expect((await run('validat', 'x.json')).err).toMatch(/^There is no command validat\.\n\nUsage:/);
  expect((await run('lint')).err).toMatch(/^lint needs a file\.\n\nUsage:/);
  expect((await run('validate', '--what', 'x')).err).toBe("Unknown option '--what'.\n");
});

test('--help prints the usage', async () => {
  expect(await run('--help')).toMatchObject({ exit: 0, out: expect.stringMatching(/^Usage: npm run policy/) });
});

test('--json prints JSON', async () => {
  expect(JSON.parse((await run('validate', '--json', path('bad.json'))).out)).toMatchObject([
    { problems: [{ pointer: '/version', line: 1 }] },
  ]);
});

test.each([
  [[]],
  [['decide', 'x.json']],
  [['decide', 'x.json', 'y.json', '--tool', 't']],
  [['validate', 'missing.json']],
  [['constructor', 'x']],
  [['validate', '--what', 'x']],
])('a command that cannot run exits with 2: %j', async (args) => {
  expect(await run(...args)).toMatchObject({ exit: 2, out: '' });
});
