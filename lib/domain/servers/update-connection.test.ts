import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { openAddress } from '@/lib/base/secrets/server-address';
import type { Person } from '@/lib/domain/actors/actor';
import { testOrganisation } from '@/lib/domain/organisations/test-organisation';
import { getServer } from './get-server';
import { listServers } from './list-servers';
import { listTools } from './list-tools';
import { refreshTools } from './refresh-tools';
import { registerServer } from './register-server';
import { updateConnection } from './update-connection';
import { upstreamHeaders } from './upstream-headers';

await freshDatabase();

const running: Server[] = [];
let actor: Person;

beforeEach(async () => {
  actor = (await testOrganisation()).admin;
});

afterEach(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

type Offer = Record<string, string>;

/** A real MCP server on an origin of its own, with the credentials of every request that reached it. */
async function mcp(offer: Offer, onRequest?: (request: IncomingMessage) => Promise<void>) {
  const reached: (string | undefined)[] = [];
  const handle = toNodeHandler(
    createMcpHandler(() => {
      const server = new McpServer({ name: 'upstream', version: '1' });
      for (const [name, description] of Object.entries(offer)) {
        server.registerTool(name, { description }, () => ({ content: [] }));
      }
      return server;
    }),
  );
  const server = createServer(async (request, response) => {
    reached.push(request.headers.authorization);
    await onRequest?.(request);
    await handle(request, response);
  }).listen(0, '127.0.0.1');
  running.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`, reached };
}

const headers = { authorization: 'Bearer s3cret' };

async function register(url: string, credentials?: Record<string, string>) {
  const { id } = await registerServer(actor, { name: 'Keys', url, headers: credentials });
  return id;
}

const stored = (id: string) => db().server.findUniqueOrThrow({ where: { id } });

test('a server moves with its tools compared: what is new waits, what changed is marked, what is missing is gone', async () => {
  const id = await register((await mcp({ stays: 'Same.', moves: 'Reads.', leaves: 'Reads.' })).url);
  const { url } = await mcp({ stays: 'Same.', moves: 'Deletes.', comes: 'Writes.' });
  const refreshed = await updateConnection(actor, { serverId: id, url });
  expect(refreshed).toEqual({ added: ['comes'], changed: ['moves'], gone: ['leaves'] });
  const states = (await listTools(actor, id)).map(({ name, state }) => [name, state]);
  expect(Object.fromEntries(states)).toEqual({ stays: 'pinned', moves: 'changed', leaves: 'gone', comes: 'pending' });
  expect(await stored(id)).toMatchObject({ url });
});

test('stored credentials never go to another origin unless they are entered again', async () => {
  const id = await register((await mcp({ a: 'Reads.' })).url, headers);
  const before = await stored(id);
  const other = await mcp({ a: 'Reads.' });
  await expect(updateConnection(actor, { serverId: id, url: other.url })).rejects.toMatchObject({
    code: 'invalid',
    fieldErrors: { credentials: [expect.stringContaining(new URL(before.url).origin)] },
  });
  expect(other.reached).toEqual([]);
  expect(await stored(id)).toEqual(before);

  await updateConnection(actor, { serverId: id, url: other.url, headers: { authorization: 'Bearer other' } });
  expect(new Set(other.reached)).toEqual(new Set(['Bearer other']));
  expect(upstreamHeaders(await stored(id))).toEqual({ authorization: 'Bearer other' });
});

test('another path of the same origin keeps the credentials, and an empty set removes them', async () => {
  const { url, reached } = await mcp({ a: 'Reads.' });
  const id = await register(url, headers);
  await updateConnection(actor, { serverId: id, url: `${url}?tenant=1` });
  expect(upstreamHeaders(await stored(id))).toEqual(headers);
  expect(new Set(reached)).toEqual(new Set([headers.authorization]));
  await updateConnection(actor, { serverId: id, url, headers: {} });
  expect(reached.at(-1)).toBeUndefined();
  expect(await stored(id)).toMatchObject({ credentialBox: null });
});

test('credentials are sealed, and the change log names origins and no secret', async () => {
  const { url } = await mcp({ a: 'Reads.' });
  const id = await register(url);
  await updateConnection(actor, { serverId: id, url: `${url}?key=qu3ry`, headers });
  const changes = await db().change.findMany({ where: { subjectId: id }, orderBy: { id: 'desc' } });
  expect(changes[0]).toMatchObject({
    verb: 'server.connect',
    actorId: actor.userId,
    detail: { to: new URL(url).origin, isOtherAddress: true, credentials: 'replaced' },
  });
  expect(JSON.stringify([changes, (await stored(id)).credentialBox])).not.toMatch(/s3cret|qu3ry/);
});

test('nothing is stored when the server does not answer as an MCP server', async () => {
  const id = await register((await mcp({ a: 'Reads.' })).url);
  const before = [await stored(id), await listTools(actor, id)];
  const page = createServer((_, response) => response.end('<h1>Hello</h1>')).listen(0, '127.0.0.1');
  running.push(page);
  await new Promise((resolve) => page.once('listening', resolve));
  const url = `http://127.0.0.1:${(page.address() as AddressInfo).port}/`;
  await expect(updateConnection(actor, { serverId: id, url, headers })).rejects.toMatchObject({ code: 'unavailable' });
  expect([await stored(id), await listTools(actor, id)]).toEqual(before);
  expect(await db().change.count({ where: { subjectId: id, verb: 'server.connect' } })).toBe(0);
});

test('a header that the gateway sets itself is refused as at registration', async () => {
  const { url } = await mcp({ a: 'Reads.' });
  const id = await register(url);
  const wrong = updateConnection(actor, { serverId: id, url, headers: { host: 'other' } });
  await expect(wrong).rejects.toMatchObject({ code: 'invalid', fieldErrors: { headers: expect.anything() } });
});

test('a reading of the server as it was registered before is not stored over the new connection', async () => {
  const other = await mcp({ a: 'Reads.', b: 'Reads.' });
  let id = '';
  const slow = await mcp({ a: 'Reads.' }, async () => {
    if (id) await db().server.update({ where: { id }, data: { url: other.url } });
  });
  id = await register(slow.url);
  await expect(refreshTools(actor, id)).rejects.toMatchObject({ code: 'conflict' });
  expect((await listTools(actor, id)).map(({ name }) => name)).toEqual(['a']);
});

test('credentials stored while another address was tried do not go there', async () => {
  let id = '';
  const origin = await mcp({ a: 'Reads.' });
  const other = await mcp({ a: 'Reads.' }, async () => {
    await updateConnection(actor, { serverId: id, url: origin.url, headers }).catch(() => undefined);
  });
  id = await register(origin.url);
  await expect(updateConnection(actor, { serverId: id, url: other.url })).rejects.toMatchObject({ code: 'conflict' });
  expect(await stored(id)).toMatchObject({ url: origin.url });
  expect(upstreamHeaders(await stored(id))).toEqual(headers);
});

test('an address is kept sealed where its query may hold a secret, and is used whole', async () => {
  const asked: (string | undefined)[] = [];
  const { url } = await mcp({ a: 'Reads.' }, async (request) => void asked.push(request.url));
  const id = await register(`${url}?token=s3cret`);
  const server = await stored(id);
  expect(server.url).toBe(`${url}?token=••••`);
  const shown = await getServer(actor, id);
  const changes = await db().change.findMany({ where: { subjectId: id } });
  expect(JSON.stringify([server, shown, await listServers(actor), changes])).not.toContain('s3cret');
  asked.length = 0;
  await refreshTools(actor, id);
  expect(new Set(asked)).toEqual(new Set(['/mcp?token=s3cret']));
});

test('a masked address sent back as it was shown keeps the stored one, and any other is refused', async () => {
  const { url } = await mcp({ a: 'Reads.' });
  const id = await register(`${url}?token=s3cret`);
  await updateConnection(actor, { serverId: id, url: (await stored(id)).url, headers });
  expect(openAddress(await stored(id))).toBe(`${url}?token=s3cret`);
  const before = await stored(id);
  for (const other of [`${url}?key=••••`, `${url}/more?token=••••`, `http://127.0.0.1:9/mcp?token=••••`]) {
    await expect(updateConnection(actor, { serverId: id, url: other })).rejects.toMatchObject({
      fieldErrors: { url: [expect.stringContaining('whole address')] },
    });
  }
  expect(await stored(id)).toEqual(before);
  await expect(registerServer(actor, { name: 'Copy', url: before.url })).rejects.toMatchObject({ code: 'invalid' });
});
