import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { newSlugFor, slugsFor } from '@/lib/engines/catalogue-store/registry-slug';
import { emptyRegistry, row, slugs, sync } from './sync-fixture';

const fixture = emptyRegistry();

const remoteAt = (url: string) => ({ remotes: [{ type: 'streamable-http', url }] });

test('an address that is too long for an index rejects its own entry only', async () => {
  const signs = Array.from({ length: 1_900 }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7_919) % 20_000)));
  fixture.registry.rows.push(
    row('io.github.ada/notes'),
    row('io.github.mallory/long', remoteAt(`https://mallory.example/${signs.join('')}`)),
  );
  const { registry } = await sync(fixture);
  expect(await slugs()).toEqual(['ada-notes']);
  expect(registry).toMatchObject({ written: 1, rejected: 1 });
});

test('a name made to collide with another name’s slug does not get its page', async () => {
  const victim = 'io.github.ada-notes/search';
  const [, hashed] = slugsFor(victim);
  const squatters = ['io.github.ada/notes-search', `io.github.ada-notes/${hashed.slice('ada-notes-'.length)}`];
  fixture.registry.rows.push(...squatters.map((name) => row(name)));
  await sync(fixture);
  fixture.registry.rows.push(row(victim, {}, {}, 1));
  await sync(fixture);
  const servers = await db().catalogueServer.findMany();
  expect(Object.fromEntries(servers.map(({ slug, registryName }) => [registryName, slug]))).toEqual({
    'io.github.ada/notes-search': 'ada-notes-search',
    [`io.github.${hashed.replace('ada-notes-', 'ada-notes/')}`]: hashed,
    [victim]: expect.stringMatching(/^ada-notes-search-[0-9a-f-]{36}$/),
  });
});

test('a name gets the same slug again', () => {
  const isTaken = (slug: string) => slug === 'ada-notes';
  expect(newSlugFor('io.github.ada/notes', isTaken)).toBe(newSlugFor('io.github.ada/notes', isTaken));
});

test('a definition that nests without end is not stored, and its server counts as unread', async () => {
  const deep = `${'['.repeat(3_000)}1${']'.repeat(3_000)}`;
  const remote = await startRemote(`[{"name":"deep","inputSchema":{"type":"object","default":${deep}}}]`);
  fixture.registry.rows.push(row('io.github.mallory/deep', remoteAt(remote.url)));
  const { remotes } = await sync(fixture, { withRemotes: true });
  remote.close();
  expect(remotes?.failures).toEqual([
    { slug: 'mallory-deep', problem: expect.stringMatching(/nesting is deeper than 64/) },
  ]);
  expect(await db().catalogueTool.count()).toBe(0);
});

test('control characters of a remote’s answer never reach a terminal', async () => {
  const http = createServer((_, res) => res.writeHead(302, { location: '\u009b2J\u009dtitle' }).end());
  const url = await listen(http);
  fixture.registry.rows.push(row('io.github.mallory/loud', remoteAt(url)));
  const { remotes } = await sync(fixture, { withRemotes: true });
  http.close();
  const problem = remotes?.failures[0]?.problem;
  expect(problem).toMatch(/redirects to http:\/\/127\.0\.0\.1:\d+\/•••• \(302\)/);
  expect(problem).not.toMatch(/\p{Cc}/u);
});

async function startRemote(tools: string): Promise<{ url: string; close(): void }> {
  const http = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    if (req.method !== 'POST') return void res.writeHead(405).end();
    const { id, method, params } = JSON.parse(Buffer.concat(chunks).toString());
    const info = { capabilities: { tools: {} }, serverInfo: { name: 'remote', version: '1' } };
    const started = JSON.stringify({ protocolVersion: params?.protocolVersion, ...info });
    const results: Record<string, string> = { initialize: started, 'tools/list': `{"tools":${tools}}` };
    const rest = results[method] ? `"result":${results[method]}` : '"error":{"code":-32601,"message":"Unknown"}';
    if (id === undefined) res.writeHead(202).end();
    else
      res
        .writeHead(200, { 'content-type': 'application/json' })
        .end(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},${rest}}`);
  });
  return { url: await listen(http), close: () => http.close() };
}

async function listen(http: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`;
}
