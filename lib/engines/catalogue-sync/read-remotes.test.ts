import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/lib/base/database/client';
import type { SyncReport } from './sync-catalogue';
import { changes, emptyRegistry, row, sync } from './sync-fixture';

type Offered = {
  description?: string;
  input?: z.ZodRawShape;
  annotations?: { readOnlyHint?: boolean; destructiveHint?: boolean };
};

const fixture = emptyRegistry();
let http: Server;
let url: string;
/** The remote's tools; undefined: it answers 500. */
let offered: Record<string, Offered> | undefined;

beforeEach(async () => {
  offered = { get_note: { description: 'Reads a note.', input: { id: z.string() } } };
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: 'remote', version: '1.0.0' });
    for (const [name, { description, input = {}, annotations }] of Object.entries(offered ?? {})) {
      const inputSchema = z.object(input);
      server.registerTool(name, { description, inputSchema, annotations }, () => ({ content: [] }));
    }
    return server;
  });
  const answer = toNodeHandler(handler);
  http = createServer((req, res) => (offered ? void answer(req, res) : void res.writeHead(500).end()));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`;
});

afterEach(async () => {
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
});

/** A run that reads every remote, however recent its last reading. */
const syncAll = (): Promise<SyncReport> => sync(fixture, { withRemotes: true, remoteHours: -1 });

const remote = (extra: object = {}) => ({ remotes: [{ type: 'streamable-http', url, ...extra }] });

test('the tools of an open remote are read, classified and put into one row of the feed', async () => {
  fixture.registry.rows.push(row('io.github.ada/notes', remote()));
  expect((await syncAll()).remotes).toMatchObject({ due: 1, read: 1, failed: 0, changes: 1 });
  const tool = await db().catalogueTool.findFirstOrThrow();
  expect(tool).toMatchObject({
    name: 'get_note',
    description: 'Reads a note.',
    category: 'Read',
    knowledge: 'introspected',
  });
  expect(await db().catalogueChange.findMany()).toMatchObject([{ kind: 'added', toolName: null, toolCount: 1 }]);
});

test('a changed description or schema is a redefinition, changed hints are a reclassification, a missing tool is a removal', async () => {
  fixture.registry.rows.push(row('io.github.ada/notes', remote()));
  await syncAll();
  await db().catalogueChange.deleteMany();

  offered = { get_note: { description: 'Reads a note aloud.', input: { id: z.string() } } };
  await syncAll();
  offered = {
    get_note: { description: 'Reads a note aloud.', input: { id: z.number(), lines: z.number().optional() } },
  };
  await syncAll();
  expect(await db().catalogueChange.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    { kind: 'redefined', detail: { texts: ['description'], added: [], removed: [], retyped: [] } },
    {
      kind: 'redefined',
      detail: {
        texts: [],
        added: ['lines'],
        retyped: [{ name: 'id', from: 'string, required', to: 'number, required' }],
      },
    },
  ]);

  await db().catalogueChange.deleteMany();
  offered.get_note = { ...offered.get_note, annotations: { destructiveHint: true, readOnlyHint: false } };
  await syncAll();
  expect(await db().catalogueChange.findMany()).toMatchObject([
    {
      kind: 'reclassified',
      categoryBefore: 'Read',
      categoryAfter: expect.not.stringMatching('Read'),
      detail: { hints: true },
    },
  ]);

  await db().catalogueChange.deleteMany();
  offered = { list_notes: {} };
  await syncAll();
  expect(await changes()).toEqual(['removed ada-notes get_note', 'added ada-notes list_notes']);
});

test('equal tools write no row', async () => {
  fixture.registry.rows.push(row('io.github.ada/notes', remote()));
  await syncAll();
  const before = await db().catalogueTool.findMany();
  expect((await syncAll()).remotes).toMatchObject({ read: 1, changes: 0 });
  expect(await db().catalogueTool.findMany()).toEqual(before);
});

test('a remote that fails keeps its tools and has the reason', async () => {
  fixture.registry.rows.push(row('io.github.ada/notes', remote()));
  await syncAll();
  offered = undefined;
  const { remotes } = await syncAll();
  expect(remotes).toMatchObject({ read: 0, failed: 1, failures: [{ slug: 'ada-notes' }] });
  expect(await db().catalogueTool.count()).toBe(1);
  const server = await db().catalogueServer.findFirstOrThrow();
  expect(server.remoteProblem).toMatch(/No MCP server answered/);
});

test('a remote that needs a secret, a value or another protocol is not read', async () => {
  fixture.registry.rows.push(
    row('io.github.ada/secret', remote({ headers: [{ name: 'Authorization', isRequired: true, isSecret: true }] })),
    row('io.github.ada/value', { remotes: [{ type: 'streamable-http', url: `${url}/{tenant}` }] }),
    row('io.github.ada/sse', { remotes: [{ type: 'sse', url }] }),
  );
  expect((await syncAll()).remotes).toMatchObject({ due: 0 });
  expect(await db().catalogueTool.count()).toBe(0);
});

test('a remote is not read again within the hours, unless its address changed', async () => {
  fixture.registry.rows.push(row('io.github.ada/notes', remote()));
  await sync(fixture, { withRemotes: true });
  expect((await sync(fixture, { withRemotes: true })).remotes).toMatchObject({ due: 0 });
  fixture.registry.rows[0] = row('io.github.ada/notes', remote({ url: `${url}?again` }), {}, 1);
  expect((await sync(fixture, { withRemotes: true })).remotes).toMatchObject({ due: 1 });
});

test('a deleted server takes its tools with it, in one row of the feed', async () => {
  fixture.registry.rows.push(row('io.github.ada/notes', remote()));
  await syncAll();
  fixture.registry.rows[0] = row('io.github.ada/notes', {}, { status: 'deleted' }, 1);
  await syncAll();
  expect(await db().catalogueTool.count()).toBe(0);
  expect(await db().catalogueChange.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    { kind: 'added', toolCount: 1 },
    { kind: 'removed', serverSlug: 'ada-notes', toolName: null, toolCount: 1 },
  ]);
});

test('a server whose tools the database refuses fails alone and is not read first again', async () => {
  fixture.registry.rows.push(
    row('io.github.ada/first', remote()),
    row('io.github.bob/second', remote({ url: `${url}?second` })),
  );
  await db()
    .$executeRaw`ALTER TABLE "CatalogueTool" ADD CONSTRAINT "refuses" CHECK ("searchText" NOT LIKE '%ada-first%')`;
  try {
    const { remotes } = await syncAll();
    expect(remotes).toMatchObject({ due: 2, read: 1, failed: 1, failures: [{ slug: 'ada-first' }] });
    const [refused, other] = await db().catalogueServer.findMany({ orderBy: { slug: 'asc' } });
    expect(refused).toMatchObject({ remoteProblem: 'What it tells of its tools cannot be stored.' });
    expect(refused?.remoteTriedAt).toBeInstanceOf(Date);
    expect(other).toMatchObject({ slug: 'bob-second', remoteProblem: null });
    expect(await db().catalogueTool.count()).toBe(1);
    expect((await sync(fixture, { withRemotes: true })).remotes).toMatchObject({ due: 0 });
  } finally {
    await db().$executeRaw`ALTER TABLE "CatalogueTool" DROP CONSTRAINT "refuses"`;
  }
});
