import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { DELETE, GET, OPTIONS, PATCH, POST, PUT } from '@/app/api/v1/[...path]/route';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { attacks } from '@/lib/core/attacks/attacks';
import { apiRequestsMax } from '@/lib/edges/api/visits';
import { catalogueFolder, loadCatalogue } from '@/lib/engines/catalogue-store/load-catalogue';

const kestra = 'kestra-io-mcp-server-python';

let visitor = 0;

beforeAll(async () => {
  await loadCatalogue({ databaseUrl: await freshDatabase(), folder: catalogueFolder });
});

/** Asks as a client of its own, so that no test uses up the requests of another. */
async function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  const url = new URL(path, 'http://localhost:3000/api/v1/');
  visitor += 1;
  const from = `10.0.${visitor >> 8}.${visitor & 255}`;
  const segments = url.pathname.replace('/api/v1/', '').split('/').map(decodeURIComponent);
  return GET(new Request(url, { headers: { 'x-forwarded-for': from, ...headers } }), {
    params: Promise.resolve({ path: segments }),
  });
}

const OpenApi = z.object({
  paths: z.record(
    z.string(),
    z.object({
      get: z.object({
        responses: z.object({
          200: z.object({
            content: z.object({ 'application/json': z.object({ schema: z.object({ $ref: z.string() }) }) }),
          }),
        }),
      }),
    }),
  ),
  components: z.object({ schemas: z.record(z.string(), z.looseObject({})) }),
});

async function validator() {
  const document = OpenApi.parse(await (await get('openapi.json')).json());
  const ajv = new Ajv2020({ strict: true, strictTypes: false });
  ajv.addKeyword('components');
  formats.default(ajv);
  ajv.addSchema({ $id: 'api', components: document.components });
  return (template: string) => {
    const ref = document.paths[template]?.get.responses[200].content['application/json'].schema.$ref ?? '';
    const validate = ajv.compile({ $ref: `api${ref}` });
    return (value: unknown) => {
      validate(value);
      return validate.errors ?? [];
    };
  };
}

test('every answer is what the OpenAPI document says', async () => {
  const problemsOf = await validator();
  const asked: [string, string][] = [
    ['/servers', 'servers'],
    ['/servers/{server}', `servers/${kestra}`],
    ['/servers/{server}', 'servers/modelcontextprotocol-server-filesystem'],
    ['/servers/{server}/tools/{tool}', `servers/${kestra}/tools/manage-kv-store`],
    ['/servers/{server}/tools/{tool}', 'servers/modelcontextprotocol-server-filesystem/tools/write-file'],
    ['/tools', 'tools'],
    ['/tools', 'tools?q=kestar&category=Write'],
    ['/tools', 'tools?severity=Critical'],
    ['/attacks', 'attacks'],
    ['/changes', 'changes?kind=added'],
    ...attacks.map(({ slug }): [string, string] => ['/attacks/{attack}', `attacks/${slug}`]),
  ];
  for (const [template, path] of asked) {
    const response = await get(path);
    expect(response.status, path).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(problemsOf(template)(await response.json()), path).toEqual([]);
  }
});

test('the OpenAPI document refuses an answer that lacks something or has more', async () => {
  const problems = (await validator())('/servers');
  expect(problems({ servers: [] })).not.toEqual([]);
  expect(problems({ servers: [], next: null, more: 1 })).not.toEqual([]);
});

test('following next reads each tool and each server once', async () => {
  const Page = z.object({
    tools: z.array(z.object({ url: z.string() })).default([]),
    servers: z.array(z.object({ url: z.string(), tools: z.number() })).default([]),
    next: z.string().nullable(),
  });
  const follow = async (first: string) => {
    const all: { url: string; tools?: number }[] = [];
    for (let path: string | null = first; path; ) {
      const page: z.infer<typeof Page> = Page.parse(await (await get(path)).json());
      all.push(...page.tools, ...page.servers);
      path = page.next;
    }
    expect(new Set(all.map(({ url }) => url)).size).toBe(all.length);
    return all;
  };
  const servers = await follow('servers');
  const known = servers.reduce((sum, { tools = 0 }) => sum + tools, 0);
  expect(known).toBeGreaterThan(200);
  expect(await follow('tools')).toHaveLength(known);
  const bySeverity = await Promise.all(
    ['Low', 'Medium', 'High', 'Critical'].map((severity) => follow(`tools?severity=${severity}`)),
  );
  expect(bySeverity.flat()).toHaveLength(known);
});

test('a search puts the tool that is named so first, and says how it read a misspelt query', async () => {
  const Found = z.object({ tools: z.array(z.object({ name: z.string() })), corrected: z.string().nullable() });
  expect(Found.parse(await (await get('tools?q=find_flow')).json()).tools[0]?.name).toBe('find_flow');
  expect(Found.parse(await (await get('tools?q=kestar')).json()).corrected).toBe('kestra');
});

test('what is not there, not known or not readable is a problem in words', async () => {
  const wrong: [string, number][] = [
    ['nothing', 404],
    ['servers/nobody', 404],
    [`servers/${kestra}/tools/nothing`, 404],
    ['servers/%00', 404],
    [`servers/${kestra}/tools/..%2F..`, 404],
    ['attacks/constructor', 404],
    ['tools?category=Everything', 400],
    ['tools?limit=100000', 400],
    ['tools?q=a&q=b', 400],
    ['tools?q=', 400],
    [`tools?q=${'x'.repeat(101)}`, 400],
    ['tools?cursor=1;DROP', 400],
    ['tools?q=a&cursor=101', 400],
    ['servers?cursor=A', 400],
    ['changes?cursor=-1', 400],
    [`servers/${kestra}?server=other`, 400],
  ];
  for (const [path, status] of wrong) {
    const response = await get(path);
    expect(response.status, path).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ status, title: expect.stringMatching(/\w/) });
  }
});

test.each([
  ['tools?category=Everything', 'category must be Read, Other, Write, Execute, Destructive or Financial.'],
  ['tools?severity=low', 'severity must be Low, Medium, High or Critical.'],
  ['changes?kind=all', 'kind must be added, removed, redefined or reclassified.'],
  ['tools?limit=5', '"limit" is not known here. This address takes q, category, severity and cursor.'],
  ['attacks?a=1&b=2', '"a" and 1 more are not known here. This address takes no parameters.'],
  [`servers/${kestra}?page=2`, '"page" is not known here. This address takes no parameters.'],
  ['tools?q=', 'q must not be empty.'],
  [`tools?q=${'x'.repeat(101)}`, 'q must have at most 100 characters.'],
  ['tools?q=a&q=b', '"q" must be said once.'],
  ['servers?cursor=A', 'cursor must come from `next` of the previous page.'],
  [
    'tools?q=%20&category=x',
    'q must not be empty. category must be Read, Other, Write, Execute, Destructive or Financial.',
  ],
])('a refusal of %s says which parameter and what it takes', async (path, title) => {
  expect(await (await get(path)).json()).toEqual({ status: 400, title });
});

test('no refusal shows more of a name that a stranger wrote than its beginning', async () => {
  const { title } = z.object({ title: z.string() }).parse(await (await get(`tools?${'n'.repeat(5_000)}=1`)).json());
  expect(title.length).toBeLessThan(200);
});

test('every parameter that the OpenAPI document lists with values takes those values and no other', async () => {
  const Document = z.object({
    paths: z.record(
      z.string(),
      z.object({
        get: z.object({
          parameters: z.array(
            z.object({
              name: z.string(),
              in: z.string(),
              schema: z.looseObject({ enum: z.array(z.string()).optional() }),
            }),
          ),
        }),
      }),
    ),
  });
  const { paths } = Document.parse(await (await get('openapi.json')).json());
  const listed = Object.entries(paths).flatMap(([path, { get: operation }]) =>
    operation.parameters.flatMap(({ name, schema }) => (schema.enum ?? []).map((value) => ({ path, name, value }))),
  );
  expect(listed.length).toBeGreaterThan(10);
  for (const { path, name, value } of listed) {
    expect((await get(`${path.slice(1)}?${name}=${value}`)).status, `${path} ${name}=${value}`).toBe(200);
    expect((await get(`${path.slice(1)}?${name}=${value}x`)).status).toBe(400);
  }
});

test.each([POST, PUT, PATCH, DELETE])('what would write is refused, and told what is possible', async (method) => {
  const response = await method();
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toEqual({ status: 405, title: 'The read API supports GET only.' });
});

test('who has the newest answer gets 304, and every origin may read', async () => {
  const first = await get('attacks');
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[\w-]{27}"$/);
  for (const tag of [etag, `W/${etag}`, `"x", ${etag}`]) {
    const again = await get('attacks', { 'if-none-match': tag });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  }
  expect((await get('attacks', { 'if-none-match': '"x"' })).status).toBe(200);
  expect(first.headers.get('access-control-allow-origin')).toBe('*');
  expect(first.headers.get('access-control-allow-credentials')).toBeNull();
  expect(OPTIONS().headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS');
});

test('one client that asks too often is told when to come back, and no other client is', async () => {
  const greedy = { 'x-forwarded-for': '192.0.2.1' };
  for (let asked = 0; asked < apiRequestsMax; asked += 1) await get('nothing', greedy);
  const refused = await get('attacks', greedy);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await get('attacks')).status).toBe(200);
});
