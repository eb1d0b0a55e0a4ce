import { expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { SearchInput } from '@/lib/core/catalogue-model/schema';
import { searchCatalogue } from '@/lib/domain/catalogue/search';
import { changes, emptyRegistry, many, row, slugs, sync } from './sync-fixture';

const fixture = emptyRegistry();

test('every entry of every page becomes a server, and the first reading is not in the feed', async () => {
  fixture.registry.rows.push(...many(250));
  const { registry: report } = await sync(fixture);
  expect(report).toMatchObject({ pages: 3, entries: 250, written: 250, removed: 0, rejected: 0, resumed: false });
  expect(await db().catalogueServer.count()).toBe(250);
  expect(await changes()).toEqual([]);
});

test('a second run requests only updates and writes nothing that is equal', async () => {
  fixture.registry.rows.push(...many(3));
  await sync(fixture);
  const before = await db().catalogueServer.findMany({ orderBy: { slug: 'asc' } });
  const { registry: report } = await sync(fixture);
  expect(report).toMatchObject({ written: 0, removed: 0 });
  expect(fixture.registry.asked[1]).toMatch(/updated_since=/);
  expect(await db().catalogueServer.findMany({ orderBy: { slug: 'asc' } })).toEqual(before);
});

test('a later server and a deleted one are in the feed, and the deleted one goes at once', async () => {
  fixture.registry.rows.push(row('io.github.ada/first'));
  await sync(fixture);
  fixture.registry.rows.push(row('io.github.ada/second', {}, {}, 1));
  await sync(fixture);
  fixture.registry.rows[0] = row('io.github.ada/first', {}, { status: 'deleted' }, 2);
  await sync(fixture);
  expect(await slugs()).toEqual(['ada-second']);
  expect(await changes()).toEqual(['added ada-second', 'removed ada-first']);
});

test('an entry that would be refused can still be deleted', async () => {
  fixture.registry.rows.push(row('io.github.ada/first'));
  await sync(fixture);
  const broken = { repository: { url: 'javascript:alert(1)' }, packages: 'none' };
  fixture.registry.rows[0] = row('io.github.ada/first', broken, { status: 'deleted' }, 1);
  await sync(fixture);
  expect(await slugs()).toEqual([]);
});

test('the latest of many versions counts, whatever happens to older ones', async () => {
  const name = 'io.github.ada/many';
  fixture.registry.rows.push(
    row(name, { version: '1.0.0', title: 'Old' }, { isLatest: false }),
    row(name, { version: '10.0.0', title: 'Latest' }),
    row(name, { version: '2.0.0', title: 'Middle' }, { isLatest: false }),
  );
  await sync(fixture);
  fixture.registry.rows[0] = row(name, { version: '1.0.0', title: 'Old' }, { isLatest: false, status: 'deleted' }, 1);
  fixture.registry.rows[2] = row(
    name,
    { version: '2.0.0', title: 'Renamed' },
    { isLatest: false, status: 'deprecated' },
    1,
  );
  await sync(fixture);
  const server = await db().catalogueServer.findUniqueOrThrow({ where: { slug: 'ada-many' } });
  expect(server).toMatchObject({ name: 'Latest', version: '10.0.0' });
});

test('a server falls back to the latest version that is left', async () => {
  const name = 'io.github.ada/many';
  fixture.registry.rows.push(row(name, { version: '1.0.0' }, { isLatest: false }), row(name, { version: '2.0.0' }));
  await sync(fixture);
  fixture.registry.rows[0] = row(name, { version: '1.0.0' }, { isLatest: true }, 1);
  fixture.registry.rows[1] = row(name, { version: '2.0.0' }, { isLatest: false, status: 'deleted' }, 1);
  await sync(fixture);
  const server = await db().catalogueServer.findUniqueOrThrow({ where: { slug: 'ada-many' } });
  expect(server.version).toBe('1.0.0');
});

test('a deletion during a run leaves no gap', async () => {
  fixture.registry.rows.push(...many(150));
  fixture.registry.faults.push((_, res) => {
    // The first page was delivered before its rows were deleted.
    const page = fixture.registry.rows.slice(0, 100).map((one) => ({
      server: one.server,
      _meta: { 'io.modelcontextprotocol.registry/official': { status: 'active', isLatest: true } },
    }));
    const cursor = Buffer.from('after io.github.someone/server-0099:1.0.0').toString('base64url');
    res.end(JSON.stringify({ servers: page, metadata: { nextCursor: cursor } }));
    fixture.registry.rows.splice(90, 20);
  });
  await sync(fixture);
  expect(await db().catalogueServer.count()).toBe(100 + 40);
});

test('bad entries are skipped, counted and named with a reason; the rest of the page is stored', async () => {
  fixture.registry.rows.push(
    row('io.github.ada/good'),
    row('<<McpRepositoryName>>'),
    row('io.github.ada/template', { version: '$' + '{VERSION}' }),
    row('io.github.ada/link', { repository: { url: 'javascript:alert(1)' } }),
    row('io.github.ada/remote', { remotes: [{ type: 'sse', url: 'file:///etc/passwd' }] }),
    row('io.github.ada/shape', { packages: 7 }),
    row('no slash'),
  );
  const { registry: report } = await sync(fixture);
  expect(await slugs()).toEqual(['ada-good']);
  expect(report.rejected).toBe(6);
  expect(report.rejections.map(({ name, problem }) => `${name} ${problem}`)).toEqual([
    '<<McpRepositoryName>> has a template for a name',
    'io.github.ada/link has a repository that is no web address',
    'io.github.ada/remote has a remote that is no web address',
    'io.github.ada/shape has a malformed packages',
    'io.github.ada/template has a template for a version',
    'no slash has a name that is not of the form namespace/server',
  ]);
});

test('a server without known tools is found by name and counts as one without a tool', async () => {
  fixture.registry.rows.push(row('io.github.ada/zeppelin', { title: 'Zeppelin' }));
  await sync(fixture);
  const { servers, tools } = await searchCatalogue(SearchInput.parse({ q: 'zeppelin' }));
  expect(servers).toMatchObject([{ slug: 'ada-zeppelin', tools: 0 }]);
  expect(tools).toEqual([]);
});
