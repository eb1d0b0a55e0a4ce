import { expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { catalogueFolder, loadCatalogue } from '@/lib/engines/catalogue-store/load-catalogue';
import { emptyRegistry, row, slugs, sync } from './sync-fixture';

const fixture = emptyRegistry();

const npm = (identifier: string) => ({ packages: [{ registryType: 'npm', identifier }] });

test('a package under several names has one page, which stays while one name is left', async () => {
  fixture.registry.rows.push(row('io.github.ada/tool', { ...npm('tool'), title: 'Tool' }));
  await sync(fixture);
  fixture.registry.rows.push(
    row(
      'com.example/tool',
      { ...npm('Tool'), title: 'Not the tool', repository: { url: 'https://example.com/a/b' } },
      {},
      1,
    ),
  );
  await sync(fixture);
  expect(await slugs()).toEqual(['ada-tool']);
  expect(await db().catalogueServer.findFirstOrThrow()).toMatchObject({ name: 'Tool', repository: null });
  expect(await db().catalogueListing.count()).toBe(2);
  fixture.registry.rows[0] = row('io.github.ada/tool', {}, { status: 'deleted' }, 2);
  await sync(fixture);
  expect(await db().catalogueServer.findFirstOrThrow()).toMatchObject({ slug: 'ada-tool', name: 'Not the tool' });
  fixture.registry.rows[1] = row('com.example/tool', {}, { status: 'deleted' }, 3);
  await sync(fixture);
  expect(await slugs()).toEqual([]);
});

test('names with the same slug stay apart, at addresses that do not depend on their order', async () => {
  fixture.registry.rows.push(row('io.github.a-b/c'));
  await sync(fixture);
  fixture.registry.rows.push(row('io.github.a/b-c', {}, {}, 1));
  await sync(fixture);
  const before = await slugs();
  expect(before).toEqual(['a-b-c', expect.stringMatching(/^a-b-c-[0-9a-f]{6}$/)]);
  fixture.registry.rows[1] = row('io.github.a/b-c', {}, { status: 'deleted' }, 2);
  await sync(fixture);
  fixture.registry.rows[1] = row('io.github.a/b-c', {}, {}, 3);
  await sync(fixture);
  expect(await slugs()).toEqual(before);
});

test('a shipped server is recognised by its package or verified repository, and stays unchanged', async () => {
  await loadCatalogue({ databaseUrl: fixture.databaseUrl, folder: catalogueFolder });
  const shipped = await db().catalogueServer.findMany({ orderBy: { slug: 'asc' } });
  const kestra = { url: 'https://github.com/kestra-io/mcp-server-python.git' };
  fixture.registry.rows.push(
    row('io.github.kestra-io/mcp-server-python', { title: 'Other', repository: kestra }),
    row('io.github.stripe/agent-toolkit', {
      ...npm('@stripe/mcp'),
      repository: { url: 'https://github.com/stripe/x' },
    }),
  );
  await sync(fixture);
  expect(await db().catalogueServer.findMany({ orderBy: { slug: 'asc' } })).toEqual(shipped);
  const listings = await db().catalogueListing.findMany({ orderBy: { name: 'asc' }, include: { server: true } });
  expect(listings.map(({ server }) => server.slug)).toEqual(['kestra-io-mcp-server-python', 'stripe-mcp']);
  fixture.registry.rows.splice(0, 2, row('io.github.stripe/agent-toolkit', {}, { status: 'deleted' }, 1));
  await sync(fixture);
  expect(await db().catalogueServer.count()).toBe(shipped.length);
});

test('an entry that names a shipped server’s repository without proof gets a page of its own', async () => {
  await loadCatalogue({ databaseUrl: fixture.databaseUrl, folder: catalogueFolder });
  fixture.registry.rows.push(
    row('io.github.stranger/kestra', { repository: { url: 'https://github.com/kestra-io/mcp-server-python' } }),
  );
  await sync(fixture);
  expect(await slugs()).toContain('stranger-kestra');
});

test('facts that ship later take over the registry’s page, at the shipped address', async () => {
  fixture.registry.rows.push(
    row('io.github.somebody/stripe', npm('@stripe/mcp')),
    // Another server has the slug that the shipped one needs.
    row('stripe/mcp', npm('another')),
  );
  await sync(fixture);
  expect(await slugs()).toEqual(['somebody-stripe', 'stripe-mcp']);
  await loadCatalogue({ databaseUrl: fixture.databaseUrl, folder: catalogueFolder });
  const stripe = await db().catalogueServer.findUniqueOrThrow({
    where: { slug: 'stripe-mcp' },
    include: { listings: true },
  });
  expect(stripe.origin).toBe('shipped');
  expect(stripe.listings.map(({ name }) => name)).toEqual(['io.github.somebody/stripe']);
  expect((await slugs()).filter((slug) => /stripe/.test(slug))).toEqual([
    'stripe-mcp',
    expect.stringMatching(/^stripe-mcp-[0-9a-f]{6}$/),
  ]);
});
