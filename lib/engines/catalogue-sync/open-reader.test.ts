import { expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { startLocalRegistry } from './local-registry';
import { emptyRegistry, many, row, sync } from './sync-fixture';

const fixture = emptyRegistry();

test('429 with Retry-After, server errors, truncated bodies and closed connections are retried', async () => {
  fixture.registry.rows.push(...many(2));
  const waits: [string, number][] = [];
  fixture.registry.faults.push(
    (_, res) => res.writeHead(429, { 'retry-after': '1' }).end(),
    (_, res) => res.writeHead(503).end('busy'),
    (_, res) => res.writeHead(200, { 'content-length': '5000' }).end('{"servers": ['),
    (_, res) => res.end('{"servers": ['),
    (req) => req.socket.destroy(),
  );
  await sync(fixture, { onWait: (reason, waitMs) => waits.push([reason, waitMs]) });
  expect(waits).toHaveLength(5);
  expect(waits[0]).toEqual(['it answered 429', 1_000]);
  expect(waits[3]?.[0]).toBe('its answer was cut off or is no JSON');
  expect(await db().catalogueServer.count()).toBe(2);
});

test('a silent registry times out, and a broken one is given up after some attempts', async () => {
  fixture.registry.faults.push(...Array.from({ length: 7 }, () => () => {}));
  await expect(sync(fixture, { requestTimeoutMs: 50 })).rejects.toThrow('in 7 attempts: it did not answer in time');
});

test('a registry that asks for a long pause is left alone', async () => {
  fixture.registry.faults.push((_, res) => res.writeHead(429, { 'retry-after': '86400' }).end());
  await expect(sync(fixture)).rejects.toThrow('asks to be left alone for 1440 minutes');
});

test('the request rate stays within its limit', async () => {
  fixture.registry.rows.push(...many(500));
  const startedAt = performance.now();
  await sync(fixture, { requestsPerSecond: 10 });
  expect(fixture.registry.asked).toHaveLength(5);
  expect(performance.now() - startedAt).toBeGreaterThan(395);
});

test('a redirect to another host is not followed', async () => {
  const other = await startLocalRegistry(many(1));
  fixture.registry.faults.push((_, res) => res.writeHead(302, { location: `${other.url}/v0.1/servers` }).end());
  await expect(sync(fixture)).rejects.toThrow('which is not its own host');
  expect(other.asked).toEqual([]);
  await other.close();
});

test('a redirect on its own host is followed', async () => {
  fixture.registry.rows.push(...many(1));
  fixture.registry.faults.push((req, res) => res.writeHead(308, { location: `${req.url}&again=1` }).end());
  await sync(fixture);
  expect(await db().catalogueServer.count()).toBe(1);
});

test('an endless page is not buffered', async () => {
  const megabyte = ' '.repeat(1_024 * 1_024);
  fixture.registry.faults.push((_, res) => {
    const more = () => {
      while (!res.destroyed && res.write(megabyte));
    };
    res.on('drain', more);
    more();
  });
  await expect(sync(fixture)).rejects.toThrow('more than 16 MB');
});

test('an address without a registry is reported', async () => {
  await expect(sync(fixture, { registry: `${fixture.registry.url}/elsewhere` })).rejects.toThrow('it answered 404');
  fixture.registry.faults.push((_, res) => res.end('{"servers": "none"}'));
  await expect(sync(fixture)).rejects.toThrow('its answer is no list of servers');
});

test('an unchanged registry is asked with its ETag and answers without a body', async () => {
  fixture.registry.hasEtags = true;
  fixture.registry.rows.push(...many(2));
  await sync(fixture);
  await sync(fixture);
  const { registry: report } = await sync(fixture);
  expect(report).toMatchObject({ unchanged: true, pages: 0 });
  fixture.registry.rows.push(row('io.github.ada/new', {}, {}, 1));
  expect((await sync(fixture)).registry).toMatchObject({ unchanged: false, written: 1 });
});

test('an interrupted run resumes at its page, and an expired cursor restarts it', async () => {
  fixture.registry.rows.push(...many(250));
  const broken = Array.from(
    { length: 7 },
    () => (_: unknown, res: { writeHead(status: number): { end(): void } }) => res.writeHead(500).end(),
  );
  const failing = sync(fixture, { onRegistry: ({ pages }) => pages === 1 && fixture.registry.faults.push(...broken) });
  await expect(failing).rejects.toThrow('it answered 500');
  expect(await db().catalogueServer.count()).toBe(100);
  const { registry: report } = await sync(fixture);
  expect(report).toMatchObject({ resumed: true, pages: 2, entries: 150 });

  await db().catalogueSync.updateMany({ data: { cursor: 'forgotten', startedAt: new Date(), through: null } });
  expect((await sync(fixture)).registry).toMatchObject({ pages: 3, written: 0 });
  expect(await db().catalogueServer.count()).toBe(250);
});

test('a second concurrent run is refused', async () => {
  fixture.registry.faults.push((req, res) => {
    setTimeout(() => res.end(JSON.stringify({ servers: [], metadata: {} })), 300);
    expect(req.method).toBe('GET');
  });
  const first = sync(fixture);
  await expect.poll(() => fixture.registry.asked.length).toBe(1);
  await expect(sync(fixture)).rejects.toThrow('Another catalogue:sync runs');
  await first;
});
