import type { APIRequestContext } from '@playwright/test';
import { expect, test } from './fixtures';

const server = '/tools/kestra-io-mcp-server-python';
const tool = `${server}/manage-kv-store`;

/** What each page has beside itself; documentation is there as Markdown only. */
const pages: [string, string[]][] = [
  ['/', ['md']],
  ['/tools', ['md', 'json']],
  [server, ['md', 'json']],
  [tool, ['md', 'json']],
  ['/risk', ['md', 'json']],
  ['/risk/critical', ['md', 'json']],
  ['/category/destructive', ['md', 'json']],
  ['/attacks', ['md', 'json']],
  ['/attacks/rug-pull', ['md', 'json']],
  ['/changes', ['md', 'json']],
  ['/docs', ['md']],
  ['/docs/policy', ['md']],
  ['/docs/api', ['md']],
  ['/stack', []],
  ['/contact', []],
  ['/playground', []],
];

const typeOf: Record<string, string> = { md: 'text/markdown', json: 'application/json' };

/** The attributes of each <link> and <meta> of a page. */
function tagsIn(html: string): Record<string, string>[] {
  return Array.from(html.matchAll(/<(?:link|meta) ([^>]*)>/g), ([, attributes = '']) =>
    Object.fromEntries(
      Array.from(attributes.matchAll(/([\w:-]+)="([^"]*)"/g), ([, name = '', value = '']) => [
        name.toLowerCase(),
        value.replaceAll('&amp;', '&'),
      ]),
    ),
  );
}

async function textAt(request: APIRequestContext, address: string): Promise<string> {
  const response = await request.get(address);
  expect(response.status(), address).toBe(200);
  return response.text();
}

function linksIn(markdown: string): string[] {
  return Array.from(markdown.matchAll(/\]\((https?:[^)\s]+)\)/g), ([, link = '']) => link);
}

test('every public page names its address, its other formats and its picture, and each of them answers', async ({
  request,
  baseURL,
}) => {
  test.setTimeout(480_000);
  for (const [path, formats] of pages) {
    const tags = tagsIn(await textAt(request, path));
    const canonical = tags.find(({ rel }) => rel === 'canonical')?.href;
    expect(canonical, path).toBe(path === '/' ? baseURL : baseURL + path);
    for (const format of formats) {
      const other = tags.find(({ rel, type }) => rel === 'alternate' && type === typeOf[format])?.href;
      const response = await request.get(other ?? '/nothing');
      expect(response.status(), `${path} ${format}`).toBe(200);
      expect(response.headers()['content-type']).toContain(typeOf[format] ?? '?');
      expect(response.headers()['set-cookie']).toBeUndefined();
    }
    const picture = await request.get(tags.find(({ property }) => property === 'og:image')?.content ?? '/nothing');
    expect([picture.status(), picture.headers()['content-type']], path).toEqual([200, 'image/png']);
    expect(tags.find(({ name }) => name === 'twitter:card')?.content).toBe('summary_large_image');
  }
});

test('the policy that a page gives to download is byte for byte that of its Markdown and JSON', async ({
  page,
  request,
}) => {
  for (const path of [tool, server, '/attacks/rug-pull']) {
    await page.goto(path);
    const href = await page.getByRole('link', { name: 'Download' }).first().getAttribute('href');
    const file = await request.get(href ?? '/nothing');
    expect(file.headers()['content-disposition']).toBe('attachment; filename="policy.json"');
    const policy = await file.text();
    expect(JSON.parse(policy)).toMatchObject({ version: '1', default: 'deny' });
    expect(await textAt(request, `${path}.md`)).toContain(`\`\`\`json\n${policy}\`\`\``);
    const json = await (await request.get(`${path}.json`)).json();
    expect(json.policyText).toBe(policy);
    expect(json.policy).toEqual(JSON.parse(policy));
  }
});

test('every link of llms.txt answers, and so does every Markdown page that those lead to', async ({ request }) => {
  test.setTimeout(480_000);
  const first = linksIn(await textAt(request, '/llms.txt'));
  expect(first.length).toBeGreaterThan(10);
  const further = new Set<string>();
  for (const link of first) {
    const text = await textAt(request, link);
    if (link.endsWith('.md')) for (const next of linksIn(text).filter((one) => one.endsWith('.md'))) further.add(next);
  }
  expect(further.size).toBeGreaterThan(20);
  for (const link of [...further].slice(0, 60)) await textAt(request, link);
});

test('the sitemap that robots.txt names leads to pages that answer', async ({ request, baseURL }) => {
  const robots = await textAt(request, '/robots.txt');
  const index = await textAt(request, /^Sitemap: (.*)$/m.exec(robots)?.[1] ?? '/nothing');
  const parts = Array.from(index.matchAll(/<loc>([^<]+)<\/loc>/g), ([, part = '']) => part);
  expect(parts.length).toBeGreaterThanOrEqual(3);
  for (const part of parts) {
    const urls = Array.from((await textAt(request, part)).matchAll(/<loc>([^<]+)<\/loc>/g), ([, url = '']) => url);
    expect(urls.every((url) => url.startsWith(`${baseURL}/`))).toBe(true);
    for (const url of urls.slice(0, 3)) await textAt(request, url);
  }
});

test('the examples of the read API run as they are written', async ({ request }) => {
  const examples = Array.from(
    (await textAt(request, '/docs/api.md')).matchAll(/^curl '([^']+)'$/gm),
    ([, address = '']) => address,
  );
  expect(examples.length).toBeGreaterThanOrEqual(5);
  for (const address of examples) await textAt(request, address);
});

test('the read API describes each of its addresses, and answers any origin', async ({ request }) => {
  const { openapi, paths } = await (await request.get('/api/v1/openapi.json')).json();
  expect(openapi).toBe('3.1.0');
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(['/servers', '/servers/{server}', '/servers/{server}/tools/{tool}', '/tools', '/attacks']),
  );
  const answer = await request.get('/api/v1/attacks', { headers: { origin: 'https://elsewhere.example' } });
  expect(answer.headers()['access-control-allow-origin']).toBe('*');
  const { etag = '' } = answer.headers();
  expect((await request.get('/api/v1/attacks', { headers: { 'if-none-match': etag } })).status()).toBe(304);
});

test('what does not exist is not found, in the format that was asked for', async ({ request }) => {
  for (const [address, type] of [
    ['/tools/nobody/nothing.md', 'text/markdown'],
    ['/tools/nobody/nothing.json', 'application/problem+json'],
    ['/servers.json', 'application/problem+json'],
    ['/api/v1/nothing', 'application/problem+json'],
    ['/sitemap/nothing.xml', 'application/problem+json'],
  ] as const) {
    const response = await request.get(address);
    expect([response.status(), response.headers()['content-type']?.split(';')[0]], address).toEqual([404, type]);
  }
});

test('structured data says what the page says', async ({ page }) => {
  await page.goto(tool);
  const texts = await page.locator('script[type="application/ld+json"]').allTextContents();
  const data = texts.map((text) => JSON.parse(text));
  expect(data.map((one) => one['@type']).sort()).toEqual(['BreadcrumbList', 'FAQPage', 'SoftwareApplication']);
  const faq = data.find((one) => one['@type'] === 'FAQPage');
  expect(faq.mainEntity).toHaveLength(6);
  for (const { name } of faq.mainEntity) await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
  const software = data.find((one) => one['@type'] === 'SoftwareApplication');
  expect(software).toMatchObject({ name: 'Kestra Python MCP Server', featureList: ['manage_kv_store'] });
  expect(Object.keys(software)).not.toEqual(expect.arrayContaining(['aggregateRating']));
});
