import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import type { AppError } from '@/lib/base/errors';
import { createAccount } from '@/lib/domain/accounts/create-account';
import type { Actor } from '@/lib/domain/actors/actor';
import { testOrganisation } from '@/lib/domain/organisations/test-organisation';
import { testSession } from '@/lib/domain/sessions/test-session';
import { listTools } from './list-tools';
import { refreshTools } from './refresh-tools';
import { registerServer } from './register-server';
import { reviewTool } from './review-tool';

let actor: Actor;
const running: Server[] = [];

beforeAll(async () => {
  await freshDatabase();
  const { userId } = await createAccount({ email: 'ada@example.com', password: 'correct horse battery' });
  ({ actor } = await testSession(userId));
});

afterEach(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  running.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
}

type Offer = Record<string, string>;

/** A real MCP server of both eras; `offer` names its tools with their descriptions and may change while it runs. */
function mcp(offer: Offer): Promise<string> {
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: 'upstream', version: '1' });
    for (const [name, description] of Object.entries(offer)) {
      server.registerTool(name, { description, inputSchema: z.object({ key: z.string() }) }, () => ({ content: [] }));
    }
    return server;
  });
  return listen(toNodeHandler(handler));
}

/** What the person reads; nothing may be stored beside it. */
async function refusalOf(url: string, headers?: Record<string, string>): Promise<string> {
  const refusal = await registerServer(actor, { name: 'Broken', url, headers }).then(
    () => 'it was registered',
    (error: Error) => error.message,
  );
  expect(await db().server.count({ where: { name: 'Broken' } })).toBe(0);
  expect(await db().tool.count({ where: { server: { name: 'Broken' } } })).toBe(0);
  return refusal;
}

test('a server is stored with every tool pinned and classified, and the change log says so', async () => {
  const url = await mcp({ get_key: 'Reads a key.', delete_key: 'Deletes a key for good.' });
  const { id } = await registerServer(actor, { name: 'Keys', url, headers: { authorization: 'Bearer s3cret' } });
  const tools = await listTools(actor, id);
  expect(tools.map(({ name, state, category }) => [name, state, category])).toEqual([
    ['delete_key', 'pinned', 'Destructive'],
    ['get_key', 'pinned', 'Read'],
  ]);
  const stored = await db().server.findUniqueOrThrow({ where: { id } });
  expect(stored.protocolVersions).toContain('2026-07-28');
  expect(JSON.stringify(stored)).not.toContain('s3cret');
  const changes = await db().change.findMany({ where: { subjectId: id } });
  expect(changes.map(({ verb }) => verb)).toEqual(['server.register']);
  expect(JSON.stringify(changes)).not.toContain('s3cret');
});

test('a tool whose definition the client library would drop is pinned all the same', async () => {
  const tool = {
    name: 'odd',
    inputSchema: { type: 'object', properties: { a: { type: 'object', 'x-mcp-header': 'Bad Name' } } },
    vendorMember: { kept: true },
  };
  const url = await listen(legacyServer([{ tools: [tool] }]));
  const { id } = await registerServer(actor, { name: 'Odd', url });
  const [pinned] = await listTools(actor, id);
  expect(pinned?.inputSchema).toEqual(tool.inputSchema);
});

test('a list whose cursor never ends is read once', async () => {
  const page = { tools: [{ name: 'only', inputSchema: { type: 'object' } }], nextCursor: 'again' };
  const { tools } = await registerServer(actor, { name: 'Loop', url: await listen(legacyServer([page])) });
  expect(tools).toBe(1);
});

test('every page of the list is read', async () => {
  const pages = ['a', 'b', 'c'].map((name, index) => ({
    tools: [{ name, inputSchema: { type: 'object' } }],
    nextCursor: index < 2 ? String(index + 1) : undefined,
  }));
  const { tools } = await registerServer(actor, { name: 'Pages', url: await listen(legacyServer(pages)) });
  expect(tools).toBe(3);
});

test('a web page is named as such and nothing is stored', async () => {
  const url = await listen((_, res) => res.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>'));
  expect(await refusalOf(url)).toMatch(
    /No MCP server answered at http:\/\/127\.0\.0\.1:\d+\/mcp: it returned HTML with status 200\.$/,
  );
});

test('the path is told and the endpoint suggested; the query, which may be secret, is not', async () => {
  const url = await listen((_, res) => res.writeHead(404, { 'content-type': 'text/html' }).end());
  const refusal = await refusalOf(`${url.replace('/mcp', '/api')}?key=s3cret`);
  expect(refusal).toMatch(/answered at http:\/\/127\.0\.0\.1:\d+\/api: .* The endpoint often ends in \/mcp\.$/);
  expect(refusal).not.toContain('s3cret');
});

test('a server that requires credentials is told apart and nothing is stored', async () => {
  const url = await listen((_, res) => res.writeHead(401, { 'www-authenticate': 'Bearer' }).end());
  expect(await refusalOf(url)).toMatch(/requires credentials \(401\)/);
});

test('a redirect is not followed: its target is told', async () => {
  const target = await mcp({ get_key: 'Reads a key.' });
  const url = await listen((_, res) => res.writeHead(307, { location: target }).end());
  expect(await refusalOf(url)).toContain(`redirects to ${target} (307)`);
});

test('a closed port is named as refused and nothing is stored', async () => {
  const url = await listen(() => undefined);
  await new Promise((resolve) => running.pop()?.close(resolve));
  expect(await refusalOf(url)).toMatch(/Connection refused: nothing listens at/);
});

test('a name that does not resolve is named and nothing is stored', async () => {
  expect(await refusalOf('https://nobody.invalid/mcp')).toMatch(/The name nobody\.invalid/);
});

test('JSON that is not an MCP answer is named and nothing is stored', async () => {
  const url = await listen((_, res) => res.writeHead(200, { 'content-type': 'application/json' }).end('{"hello":1}'));
  expect(await refusalOf(url)).toMatch(/JSON that is not an MCP answer with status 200/);
});

test('a tool list that cannot be read stores nothing', async () => {
  const url = await listen(legacyServer([{ tools: [{ name: 'good', inputSchema: {} }, { description: 'no name' }] }]));
  expect(await refusalOf(url)).toMatch(/its list of tools could not be read/);
});

test('a server that never answers is given up on and nothing is stored', async () => {
  expect(await refusalOf(await listen(() => undefined))).toMatch(/did not answer in time/);
}, 30_000);

test('an address with a password in it is refused before anything is reached', async () => {
  await expect(registerServer(actor, { name: 'Broken', url: 'https://me:pw@example.com/' })).rejects.toMatchObject({
    code: 'invalid',
    fieldErrors: { url: [expect.stringContaining('send them as a header')] },
  });
});

test('a new tool waits, a changed one is marked, a missing one is gone, and a review pins what was looked at', async () => {
  const offer: Offer = { stays: 'Same.', moves: 'Reads a key.', leaves: 'Reads a key.' };
  const { id } = await registerServer(actor, { name: 'Moving', url: await mcp(offer) });
  offer.moves = 'Deletes every key.';
  offer.comes = 'Creates a key.';
  delete offer.leaves;
  expect(await refreshTools(actor, id)).toEqual({ added: ['comes'], changed: ['moves'], gone: ['leaves'] });
  const states = async () => Object.fromEntries((await listTools(actor, id)).map(({ name, state }) => [name, state]));
  expect(await states()).toEqual({ stays: 'pinned', moves: 'changed', leaves: 'gone', comes: 'pending' });

  const seen = (await listTools(actor, id)).find(({ name }) => name === 'comes');
  const definitionHash = seen?.definitionHash ?? '';
  await expect(
    reviewTool(actor, { serverId: id, tool: 'comes', definitionHash: '0'.repeat(64) }),
  ).rejects.toMatchObject({ code: 'conflict' });
  await reviewTool(actor, { serverId: id, tool: 'comes', definitionHash });
  offer.leaves = 'Reads a key.';
  await refreshTools(actor, id);
  expect(await states()).toEqual({ stays: 'pinned', moves: 'changed', leaves: 'pending', comes: 'pinned' });
});

/** A hand-written server of the 2025 revision, for lists that the official one would not send. */
function legacyServer(pages: object[]): RequestListener {
  return async (req, res) => {
    if (req.method !== 'POST') return void res.writeHead(405).end();
    let text = '';
    for await (const chunk of req) text += chunk;
    const { id, method, params } = JSON.parse(text);
    if (id === undefined) return void res.writeHead(202).end();
    const results: Record<string, object | undefined> = {
      initialize: {
        protocolVersion: '2025-11-25',
        capabilities: { tools: {} },
        serverInfo: { name: 'by hand', version: '1' },
      },
      'tools/list': pages[Number(params?.cursor) || 0],
    };
    const answer = results[method]
      ? { result: results[method] }
      : { error: { code: -32_601, message: 'Method not found' } };
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
  };
}

test.each([
  [
    'is written with letters that reverse it',
    { name: 'pay\u202eboB' },
    /holds odd blanks or characters that cannot be seen/,
  ],
  ['has a letter without width', { name: 'del\u200bete' }, /cannot be seen/],
  ['says what cannot be stored', { name: 'a', description: 'a\u0000b' }, /cannot be stored/],
  ['says half a pair', { name: 'a', description: '\ud800' }, /cannot be stored/],
  ['is described without end', { name: 'a', description: 'x'.repeat(300_000) }, /too long/],
])('a server with a tool that %s is refused, and nothing is stored', async (_, tool, sentence) => {
  const url = await listen(legacyServer([{ tools: [{ inputSchema: { type: 'object' }, ...tool }] }]));
  expect(await refusalOf(url)).toMatch(sentence);
});

test('an organisation cannot have servers read without end', async () => {
  const scanner: Actor = { ...actor, organisationId: (await testOrganisation()).admin.organisationId };
  const input = { name: 'Scan', url: 'http://127.0.0.1:1/mcp' };
  const codes = await Promise.all(
    Array.from({ length: 70 }, () => registerServer(scanner, input).catch((error: AppError) => error.code)),
  );
  expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(10);
  const refresh = refreshTools(
    scanner,
    (await db().server.findFirstOrThrow({ where: { organisationId: scanner.organisationId } })).id,
  );
  await expect(refresh).rejects.toMatchObject({ code: 'rate_limited' });
});

test('a name of several words and the text of an escape are as good as others', async () => {
  const tool = { name: 'Get Weather', description: 'Removes \\u0000 from a text. 👍', inputSchema: { type: 'object' } };
  const { tools } = await registerServer(actor, {
    name: 'Words',
    url: await listen(legacyServer([{ tools: [tool] }])),
  });
  expect(tools).toBe(1);
});
