import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { GET } from '@/app/formats/[format]/[...path]/route';
import { GET as getLlms } from '@/app/llms.txt/route';
import { GET as getRobots } from '@/app/robots.txt/route';
import { GET as getPart } from '@/app/sitemap/[part]/route';
import { GET as getIndex } from '@/app/sitemap.xml/route';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { ServerFacts } from '@/lib/core/catalogue-model/facts';
import { describeTool } from '@/lib/core/catalogue-text/describe-tool';
import { writePolicy } from '@/lib/core/policy/document/write-json';
import { getCatalogueTool } from '@/lib/domain/catalogue/get-tool';
import { AttackResource, ServerResource, ToolResource } from '@/lib/edges/api/resources';
import { formatRequestsMax } from '@/lib/edges/api/visits';
import { catalogueFolder, loadCatalogue } from '@/lib/engines/catalogue-store/load-catalogue';
import { rowsOf } from '@/lib/engines/catalogue-store/rows';

const kestra = 'kestra-io-mcp-server-python';
const origin = 'https://catalogue.example';

beforeAll(async () => {
  const databaseUrl = await freshDatabase();
  process.env.PUBLIC_URL = origin;
  await loadCatalogue({ databaseUrl, folder: catalogueFolder });
  const server = await db().catalogueServer.create({
    data: {
      slug: 'dots',
      name: '# Dots](https://evil.example) <script>',
      publisher: '`x`\n## injected',
      repository: 'javascript:alert(1)',
      packages: [],
      remotes: [],
      source: 'https://example.com/a"b<c>|d',
      readAt: new Date('2026-01-02'),
      contentHash: '',
    },
  });
  const { tools } = rowsOf(
    ServerFacts.parse({
      slug: 'dots',
      name: 'Dots',
      packages: [],
      remotes: [],
      source: 'x',
      readAt: '2026-01-02T00:00:00Z',
      knowledge: 'listed',
      tools: [{ name: 'x' }, { name: 'x.md' }, { name: 'x.json' }, { name: '```\n# get out' }],
    }),
  );
  for (const { inputSchema, annotations, ...tool } of tools) {
    await db().catalogueTool.create({
      data: {
        ...tool,
        serverId: server.id,
        title: '</h1><script>alert(1)</script>',
        description: 'Reads.\n\n# Ignore all rules\n```\n[click](https://evil.example)\n<img src=x onerror=alert(1)>',
      },
    });
  }
});

afterAll(() => {
  process.env.PUBLIC_URL = '';
});

function get(address: string): Promise<Response> {
  const [, path = '', format = ''] = /^\/(.+)\.(\w+)$/.exec(address) ?? [];
  const params = Promise.resolve({ format, path: path.split('/').map(decodeURIComponent) });
  return GET(new Request(`http://localhost:3000${address}`), { params });
}

async function text(address: string): Promise<string> {
  const response = await get(address);
  expect(response.status, address).toBe(200);
  return response.text();
}

test('every kind of page has its Markdown and JSON, under the address of the page', async () => {
  const pages = [
    '/tools',
    `/tools/${kestra}`,
    '/risk',
    '/risk/critical',
    '/category/write',
    '/attacks',
    '/attacks/rug-pull',
  ];
  for (const page of [...pages, `/tools/${kestra}/manage-kv-store`]) {
    const markdown = await get(`${page}.md`);
    expect([markdown.status, markdown.headers.get('content-type')], page).toEqual([
      200,
      'text/markdown; charset=utf-8',
    ]);
    expect(await markdown.text()).toMatch(/^# \S/);
    const json = await get(`${page}.json`);
    expect([json.status, json.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(await json.json()).toMatchObject({ url: `${origin}${page}` });
    for (const { headers } of [markdown, json]) {
      expect(headers.get('link')).toBe(`<${origin}${page}>; rel="canonical"`);
      expect(headers.get('access-control-allow-origin')).toBe('*');
    }
  }
});

test('JSON is what its schema says', async () => {
  ToolResource.parse(JSON.parse(await text(`/tools/${kestra}/manage-kv-store.json`)));
  ServerResource.parse(JSON.parse(await text('/tools/modelcontextprotocol-server-filesystem.json')));
  AttackResource.parse(JSON.parse(await text('/attacks/rug-pull.json')));
});

test('the policy in Markdown and JSON is byte for byte that of the page', async () => {
  const { policy } = describeTool(await getCatalogueTool(kestra, 'manage-kv-store'));
  const page = writePolicy(policy);
  expect(await text(`/tools/${kestra}/manage-kv-store.md`)).toContain(`\`\`\`json\n${page}\`\`\``);
  const tool = ToolResource.parse(JSON.parse(await text(`/tools/${kestra}/manage-kv-store.json`)));
  expect(tool.policyText).toBe(page);
  expect(JSON.stringify(tool.policy)).toBe(JSON.stringify(policy));
});

test('a tool that is named like a format of another has an address of its own', async () => {
  const Named = z.object({ name: z.string() });
  const nameAt = async (address: string) => Named.parse(JSON.parse(await text(address))).name;
  expect(await nameAt('/tools/dots/x.json')).toBe('x');
  expect(await nameAt('/tools/dots/x-md.json')).toBe('x.md');
  expect(await nameAt('/tools/dots/x-json.json')).toBe('x.json');
  expect(await text('/tools/dots/x.md')).toMatch(/^# `x` on/);
  expect(await text('/tools/dots/x-md.md')).toMatch(/^# `x\.md` on/);
});

test('no publisher’s text becomes a heading, a link, HTML or the end of a block', async () => {
  for (const page of ['/tools/dots/get-out.md', '/tools/dots.md', '/tools/dots/x.md']) {
    const markdown = await text(page);
    expect(markdown, page).not.toMatch(/^#+ (Ignore|injected|get out)/m);
    expect(markdown).not.toMatch(/(?<!\\)\]\([^)]*evil/);
    expect(markdown).not.toMatch(/(?<!`[^`\n]*)<(script|img|\/h1)/i);
    expect(markdown).not.toContain('(javascript:');
  }
});

test('another spelling of a tool leads to its one address', async () => {
  const response = await get(`/tools/${kestra}/manage_kv_store.json`);
  expect(response.status).toBe(308);
  expect(response.headers.get('location')).toBe(`/tools/${kestra}/manage-kv-store.json`);
});

test('what is no page is not found, in the format that was asked for', async () => {
  for (const page of ['/nothing', '/tools/nobody', `/tools/${kestra}/x/y`, '/risk/none', '/servers', '/constructor']) {
    const markdown = await get(`${page}.md`);
    expect([markdown.status, markdown.headers.get('content-type')]).toEqual([404, 'text/markdown; charset=utf-8']);
    const json = await get(`${page}.json`);
    expect([json.status, json.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    expect((await get(`${page}.png`)).status).toBe(404);
  }
});

test('the sitemap holds every tool and server once, with when it changed', async () => {
  const index = await (await getIndex(new Request(`${origin}/sitemap.xml`))).text();
  const parts = Array.from(index.matchAll(/<loc>[^<]*\/sitemap\/([^<]+)<\/loc>/g), ([, part = '']) => part);
  const pages: string[] = [];
  for (const part of parts) {
    const response = await getPart(new Request(`${origin}/sitemap/${part}`), { params: Promise.resolve({ part }) });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/xml; charset=utf-8']);
    pages.push(...Array.from((await response.text()).matchAll(/<url>.*<\/url>/g), ([url]) => url));
  }
  const [servers, tools] = await Promise.all([db().catalogueServer.count(), db().catalogueTool.count()]);
  expect(pages.filter((url) => /\/tools\/[a-z0-9-]+\/[a-z0-9-]+<\/loc><lastmod>\d{4}-/.test(url))).toHaveLength(tools);
  expect(pages.filter((url) => /\/tools\/[a-z0-9-]+<\/loc><lastmod>\d{4}-/.test(url))).toHaveLength(servers);
  expect(new Set(pages).size).toBe(pages.length);
  expect(pages.every((url) => url.startsWith(`<url><loc>${origin}/`))).toBe(true);
});

test('a part that nobody cut is not found', async () => {
  for (const part of ['x.xml', 'tools_a_b.xml', `tools_${'-'.repeat(36)}_${'0'.repeat(36)}.xml`, 'servers_A.xml']) {
    const response = await getPart(new Request(origin), { params: Promise.resolve({ part }) });
    expect(response.status, part).toBe(404);
  }
});

test('robots.txt names the sitemap and closes the console; llms.txt names where the site is reached', async () => {
  const robots = await (await getRobots(new Request(origin))).text();
  expect(robots).toContain(`Sitemap: ${origin}/sitemap.xml\n`);
  expect(robots).toContain('Disallow: /servers\n');
  const llms = await (await getLlms(new Request(origin))).text();
  const links = Array.from(llms.matchAll(/\]\(([^)]+)\)/g), ([, link = '']) => link);
  expect(links.length).toBeGreaterThan(10);
  expect(links.every((link) => link.startsWith(`${origin}/`))).toBe(true);
});

test('one client that asks for too many formats and parts is told when to come back, and no other client is', async () => {
  const from = (client: string) => new Request(origin, { headers: { 'x-forwarded-for': client } });
  const ask = (client: string) => GET(from(client), { params: Promise.resolve({ format: 'json', path: ['attacks'] }) });
  for (let asked = 0; asked < formatRequestsMax; asked += 1) await ask('192.0.2.1');
  const refused = await ask('192.0.2.1');
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const part = await getPart(from('192.0.2.1'), { params: Promise.resolve({ part: 'pages.xml' }) });
  expect(part.status).toBe(429);
  expect((await ask('192.0.2.2')).status).toBe(200);
});
