import { beforeAll, expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { catalogueFolder, loadCatalogue } from '@/lib/engines/catalogue-store/load-catalogue';
import { describeStack } from './describe-stack';
import { findIdentified } from './find-identified';

const kestra = 'kestra-io-mcp-server-python';

beforeAll(async () => {
  await loadCatalogue({ databaseUrl: await freshDatabase(), folder: catalogueFolder });
  const nothing = { source: 'https://example.com', readAt: new Date(0), contentHash: '', packages: [] };
  const remotes = (path: string) => [{ type: 'streamable-http', url: `https://shared.example.com${path}` }];
  await db().catalogueServer.createMany({
    data: [
      { ...nothing, slug: 'shared-one', name: 'One', remotes: remotes('/one/mcp') },
      { ...nothing, slug: 'shared-two', name: 'Two', remotes: remotes('/two/mcp?key=') },
    ],
  });
});

/** Each test is a client of its own. */
const newAddress = () => crypto.randomUUID();

async function slugsFor(kind: string, name: string): Promise<string[]> {
  const { found } = await findIdentified({ servers: [{ kind, name }] }, newAddress());
  return (found[0] ?? []).map(({ slug }) => slug);
}

test.each([
  ['npm', '@stripe/mcp', ['stripe-mcp']],
  ['oci', 'ghcr.io/kestra-io/mcp-server-python', [kestra]],
  ['repository', 'github.com/kestra-io/mcp-server-python', [kestra]],
  ['program', 'mongodb-mcp-server', ['mongodb-mcp-server']],
  ['program', 'server-filesystem', ['modelcontextprotocol-server-filesystem']],
  ['program', 'mcp-server-python', [kestra]],
  ['host', 'shared.example.com', ['shared-one', 'shared-two']],
  ['npm', 'nobody-published-this', []],
  ['pypi', '@stripe/mcp', []],
  ['host', '%', []],
])('the %s %s is found as what the catalogue has of it', async (kind, name, slugs) => {
  expect(await slugsFor(kind, name)).toEqual(slugs);
});

test('answers stand in the order of the question, with the paths that tell servers of one host apart', async () => {
  const servers = [
    { kind: 'host', name: 'shared.example.com' },
    { kind: 'npm', name: 'nobody-published-this' },
    { kind: 'npm', name: '@stripe/mcp' },
  ];
  const { found } = await findIdentified({ servers }, newAddress());
  expect(found.map((candidates) => candidates.map(({ paths }) => paths))).toEqual([
    [['/one/mcp'], ['/two/mcp']],
    [],
    [[]],
  ]);
});

test.each([
  {},
  { servers: [] },
  { servers: [{ kind: 'env', name: 'x' }] },
  { servers: [{ kind: 'npm', name: 'x', env: {} }] },
  { servers: [{ kind: 'npm', name: 'a\0b' }] },
  { servers: [{ kind: 'host', name: 'a\ud800b' }] },
  { servers: Array.from({ length: 101 }, () => ({ kind: 'npm', name: 'x' })) },
])('a question in another format is refused', async (question) => {
  await expect(findIdentified(question, newAddress())).rejects.toMatchObject({ code: 'invalid' });
});

test('the thirty-first question of a minute from one address waits', async () => {
  const address = newAddress();
  const ask = () => findIdentified({ servers: [{ kind: 'npm', name: 'x' }] }, address);
  for (let question = 0; question < 30; question += 1) await ask();
  await expect(ask()).rejects.toMatchObject({ code: 'rate_limited' });
});

test('of each server the tools are told with what the evaluator does to them', async () => {
  const { servers } = await describeStack([kestra, 'nobody', 'shared-one', kestra]);
  expect(servers.map(({ slug, tools }) => [slug, tools.length])).toEqual([
    [kestra, 39],
    ['shared-one', 0],
  ]);
  const treatment = (name: string) => servers[0]?.tools.find((tool) => tool.name === name)?.treatment;
  expect([treatment('delete_flow_logs'), treatment('execute_flow'), treatment('list_executions')]).toEqual([
    'Hidden',
    '10 calls a minute',
    'Allowed',
  ]);
});

test('more servers than a page asks for at once are refused', async () => {
  await expect(describeStack(Array.from({ length: 26 }, (_, at) => `s${at}`))).rejects.toMatchObject({
    code: 'invalid',
  });
});
