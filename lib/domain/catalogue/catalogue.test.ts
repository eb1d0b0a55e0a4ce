import { beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { editsBetween } from '@/lib/core/catalogue-model/edits';
import { SearchInput } from '@/lib/core/catalogue-model/schema';
import { catalogueFolder, loadCatalogue } from '@/lib/engines/catalogue-store/load-catalogue';
import { countByCategory, countBySeverity, countCatalogue } from './count';
import { findToolSlug } from './find-tool-slug';
import { getCatalogueServer } from './get-server';
import { getCatalogueTool } from './get-tool';
import { searchCatalogue } from './search';

const kestra = 'kestra-io-mcp-server-python';

beforeAll(async () => {
  await loadCatalogue({ databaseUrl: await freshDatabase(), folder: catalogueFolder });
});

async function namesFor(input: unknown): Promise<string[]> {
  const { tools } = await searchCatalogue(SearchInput.parse(input));
  return tools.map(({ name, server }) => `${server.slug}/${name}`);
}

test('a tool is found with its server, its siblings and never with itself among them', async () => {
  const tool = await getCatalogueTool(kestra, 'manage-kv-store');
  expect(tool).toMatchObject({
    name: 'manage_kv_store',
    category: 'Write',
    server: { name: 'Kestra Python MCP Server' },
  });
  expect(tool.siblings).toHaveLength(38);
  expect(tool.siblings.map(({ slug }) => slug)).not.toContain('manage-kv-store');
});

test('a server or tool that does not exist is not found', async () => {
  await expect(getCatalogueTool('nobody', 'x')).rejects.toMatchObject({ code: 'not_found' });
  await expect(getCatalogueTool(kestra, 'x')).rejects.toMatchObject({ code: 'not_found' });
  await expect(getCatalogueServer('nobody')).rejects.toMatchObject({ code: 'not_found' });
});

test('what cannot be a slug is not found without asking the database', async () => {
  for (const odd of ['\0', 'a b', '../x', '']) {
    await expect(getCatalogueServer(odd)).rejects.toMatchObject({ code: 'not_found' });
    await expect(getCatalogueTool(kestra, odd)).rejects.toMatchObject({ code: 'not_found' });
    expect(await findToolSlug(odd, 'find_flow')).toBeNull();
  }
  expect(await findToolSlug(kestra, '\0')).toBeNull();
  expect(await namesFor({ q: 'find_flow\0' })).toContain(`${kestra}/find_flow`);
});

test('the raw name and other spellings lead to the canonical slug', async () => {
  expect(await findToolSlug(kestra, 'manage_kv_store')).toBe('manage-kv-store');
  expect(await findToolSlug(kestra, 'Manage KV Store')).toBe('manage-kv-store');
  expect(await findToolSlug(kestra, 'manage_kv')).toBeNull();
});

test('a search puts the tool that is named exactly so first', async () => {
  expect((await namesFor({ q: 'find_flow' }))[0]).toBe(`${kestra}/find_flow`);
});

test('a search finds all words in any order, also in the name of the server', async () => {
  expect(await namesFor({ q: 'store kestra' })).toEqual([`${kestra}/manage_kv_store`]);
});

test('a search looks for twelve words at most, so that none costs without end', async () => {
  const q = 'm ma man anag nage kv st sto tor ore ke kes xqzjv';
  expect(await namesFor({ q })).toEqual([`${kestra}/manage_kv_store`]);
});

test('misspelt words are searched as the catalogue spells them, and the result says so', async () => {
  const { tools, corrected } = await searchCatalogue(SearchInput.parse({ q: 'genrate flwo' }));
  expect(corrected).toBe('generate flow');
  expect(tools[0]?.name).toBe('generate_flow');
});

test.each([
  ['kestra', null, kestra],
  ['kestar', 'kestra', kestra],
  ['githb', 'github', 'modelcontextprotocol-server-github'],
])('a search for %s offers the server itself', async (q, spelled, slug) => {
  const { servers, corrected } = await searchCatalogue(SearchInput.parse({ q }));
  expect(corrected).toBe(spelled);
  expect(servers.map((server) => server.slug)).toContain(slug);
});

test('servers are offered by their own names only, and not where a search is narrowed', async () => {
  const serversFor = async (input: unknown) => (await searchCatalogue(SearchInput.parse(input))).servers;
  expect(await serversFor({ q: 'find_flow' })).toEqual([]);
  expect(await serversFor({ q: 'kestra', severity: 'Low' })).toEqual([]);
  expect(await serversFor({ q: '' })).toEqual([]);
  expect(await serversFor({ q: 'kestra' })).toEqual([
    { slug: kestra, name: 'Kestra Python MCP Server', publisher: 'Kestra', tools: 39 },
  ]);
});

test('a tool that holds the beginnings of all words is found, not the nearest to the whole', async () => {
  const { tools, approximate } = await searchCatalogue(SearchInput.parse({ q: 'creat repo' }));
  expect(approximate).toBe(false);
  expect(tools.map(({ name }) => name)).toContain('create_repository');
});

test('a word of three letters is no slip of another', async () => {
  const { tools, corrected } = await searchCatalogue(SearchInput.parse({ q: 'flw' }));
  expect({ tools, corrected }).toEqual({ tools: [], corrected: null });
});

test('two misspelt words beside a right one lead to the tool that holds all three', async () => {
  const { tools } = await searchCatalogue(SearchInput.parse({ q: 'kestra labls excution' }));
  expect(tools[0]?.name).toBe('add_execution_labels');
});

test('a corrected search whose words meet nowhere is nearest, not corrected', async () => {
  const { tools, corrected, approximate } = await searchCatalogue(SearchInput.parse({ q: 'qqqqxx zzzzyy' }));
  expect({ tools, corrected, approximate }).toEqual({ tools: [], corrected: null, approximate: false });
});

test.each([
  ['kestar', 'kestra', 1],
  ['githb', 'github', 1],
  ['flwo', 'flow', 1],
  ['flow', 'flow', 0],
  ['a', 'xyz', 3],
])('from %s to %s it takes %i edits', (from, to, edits) => {
  expect(editsBetween(from, to)).toBe(edits);
});

test('category and severity narrow a search, and wildcards are letters', async () => {
  const destructive = await namesFor({ q: 'kestra', category: 'Destructive', severity: 'Critical' });
  expect(destructive).toEqual([`${kestra}/delete_execution_logs`, `${kestra}/delete_flow_logs`]);
  expect(await namesFor({ q: '%' })).toEqual([]);
});

test('pages follow one another without a gap and end', async () => {
  const first = await searchCatalogue(SearchInput.parse({ q: 'kestra' }));
  const second = await searchCatalogue(SearchInput.parse({ q: 'kestra', page: '2' }));
  expect([first.tools.length, first.more, second.tools.length, second.more]).toEqual([30, true, 9, false]);
  expect(new Set([...first.tools, ...second.tools].map(({ slug }) => slug)).size).toBe(39);
});

test('a search that cannot be read is read as an empty one', () => {
  expect(SearchInput.parse({ q: ['a'], category: 'Nice', page: '-3' })).toEqual({ q: '', page: 1 });
});

test('what is counted by category and by severity adds up to all tools', async () => {
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0);
  const { servers, tools } = await countCatalogue();
  expect(servers).toBeGreaterThan(0);
  expect(sum(await countByCategory())).toBe(tools);
  expect(sum(await countBySeverity())).toBe(tools);
});
