import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { SearchInput } from '@/lib/core/catalogue-model/schema';
import { loadCatalogue } from '@/lib/engines/catalogue-store/load-catalogue';
import { readQuery } from './query';
import { searchCatalogue } from './search';

const servers = [
  ['github', 'GitHub (reference server)', ['add_comment', 'createIssue', 'list_issues', 'merge_pull_request']],
  ['coolify', 'Coolify', ['github_apps', 'deploy', 'ebs3x', 'createIssueTemplate']],
  ['acme-s3', 'Acme storage', ['list_buckets', 'putS3Object', 's3_sync', 'exec2']],
  ['mail', 'Mail', ['send-email', 'sendEmail', 'send_batch_emails', 'get_readable', 'read_file', 'list_database']],
  ['xero', 'Xero', ['list_tax_rates']],
  ['radio', 'Radio', ['alpha_bravo_charlie_delta_echo_foxtrot_golf_hotel_india_juliett_kilo_lima']],
  ['linux', 'Linux MCP Server', ['change_domain', 'create_charge']],
] as const;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'policylayer-search-'));
  for (const [slug, name, tools] of servers) {
    const facts = {
      ...{ slug, name, packages: [], remotes: [], source: 'test', readAt: '2026-11-01T00:00:00.000Z' },
      ...{ knowledge: 'listed', tools: tools.map((tool) => ({ name: tool })) },
    };
    writeFileSync(join(folder, `${slug}.json`), JSON.stringify(facts));
  }
  await loadCatalogue({ databaseUrl: await freshDatabase(), folder });
});

async function find(q: string, more: object = {}) {
  const { servers: named, tools, corrected } = await searchCatalogue(SearchInput.parse({ q, ...more }));
  return { servers: named.map(({ slug }) => slug), tools: tools.map(({ name }) => name), corrected };
}

test.each(['github', 'GitHub', 'mcp github', 'GitHub MCP server', 'git hub'])(
  'a search for %s puts the server of that name first, and its tools before others that are named so',
  async (q) => {
    const found = await find(q);
    expect(found.servers[0]).toBe('github');
    expect(found.tools.slice(0, 4)).toEqual(['add_comment', 'createIssue', 'list_issues', 'merge_pull_request']);
    // The letters run together are looked for as a name alone.
    expect(found.tools).toContain('github_apps');
  },
);

test('the tools of a server that is named so stay first on every page and within a filter', async () => {
  const [first, second] = [await find('github'), await find('github', { page: '2' })];
  expect(second.tools).toEqual([]);
  expect(new Set(first.tools).size).toBe(first.tools.length);
  expect((await find('github', { category: 'Read' })).tools[0]).toBe('list_issues');
});

test('no more than twelve words are looked for, however many one in camel case is made of', async () => {
  const [radio] = servers.filter(([slug]) => slug === 'radio').flatMap(([, , tools]) => tools);
  const twelve = (radio ?? '').replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  expect((await find(`${twelve}MikeNovemberOscar`)).tools).toEqual([radio]);
});

test('a word of two letters, or of three with a digit, is found where a word begins and nowhere else', async () => {
  const s3 = await find('s3');
  expect(s3.servers).toEqual(['acme-s3']);
  expect(s3.tools).toEqual(expect.arrayContaining(['s3_sync', 'putS3Object', 'list_buckets']));
  expect(s3.tools[0]).toBe('s3_sync');
  expect(s3.tools).not.toContain('ebs3x');
  expect((await find('ec2')).tools).toEqual([]);
  expect((await find('x')).servers).toEqual(['xero']);
});

test.each(['sendEmail', 'send_email', 'send-email', 'send email', 'send emails', 'Send an email'])(
  'however it is spelled, %s finds the tools that are named so first',
  async (q) => {
    const { tools, corrected } = await find(q);
    expect(corrected).toBeNull();
    expect(tools.slice(0, 2).toSorted()).toEqual(['send-email', 'sendEmail']);
    expect(tools[2]).toBe('send_batch_emails');
  },
);

test('a name in camel case is taken apart before it is taken for a slip', async () => {
  expect(await find('readFile')).toEqual({ servers: [], tools: ['read_file'], corrected: null });
});

test('what is named exactly so comes before what only begins so', async () => {
  expect((await find('create_issue')).tools).toEqual(['createIssue', 'createIssueTemplate']);
});

test('a word of four letters is no slip of another with one letter replaced', async () => {
  expect((await find('bash')).corrected).toBeNull();
  expect((await find('rread')).corrected).toBe('read');
});

test('where words meet nowhere, the one that is right as it is means itself alone', async () => {
  expect((await find('charge unicorns')).tools).toEqual(['create_charge']);
});

test('the name of a package, as a client starts it, finds its server', async () => {
  expect((await find('@acme/s3')).servers).toEqual(['acme-s3']);
});

test('words that say little are dropped, but mean themselves where they are all there is', () => {
  const wordsIn = (q: string) => readQuery(q).words.map(({ whole }) => whole);
  expect(wordsIn('the GitHub MCP server')).toEqual(['github']);
  expect(wordsIn('mcp servers')).toEqual(['mcp', 'servers']);
  expect(wordsIn('server status')).toEqual(['server', 'status']);
  expect(wordsIn('% _ \\')).toEqual([]);
  expect(readQuery('').beginnings).toEqual(['']);
});
