import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { call, legacy, makeGrant, token, withSettings } from '@/lib/engines/gateway/testing/test-gate';
import { json, type Scripted, startScripted } from '@/lib/engines/gateway/testing/test-scripted';
import { boundPieces, readBody } from './body';
import { createBudget, Shares } from './budget';
import { createConnections } from './connections';
import { sliceConnections } from './sliced-socket';

const MEBIBYTE = 1_048_576;
const strangers = 'plg_the-token-of-another-organisation';

let gate: Scripted;
const sockets: Socket[] = [];
beforeEach(async () => {
  gate = await startScripted();
  gate.play((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}'));
  gate.world.put(makeGrant(strangers, { version: '1', default: 'allow' }, { organisationId: 'another' }));
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await gate.close();
});

/** A request whose body stops short of its end. */
async function park(bearer: string, sent: string, { length = sent.length + 1 } = {}): Promise<Socket> {
  const socket = connect(Number(new URL(gate.base).port), '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  socket.write(`${head(bearer)}Content-Length: ${length}\r\n\r\n${sent}`);
  return socket;
}

const head = (bearer: string) =>
  `POST /mcp/server HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${bearer}\r\nContent-Type: application/json\r\n`;

const answerOn = async (socket: Socket) => String((await once(socket, 'data'))[0]);
const ask = (bearer: string, args = {}) =>
  fetch(gate.url, legacy(call('read', args), { authorization: `Bearer ${bearer}` }));

test('bodies that are parked are refused beyond the budget of their grant, and another organisation gets in', async () => {
  const parked = await Promise.all(Array.from({ length: 40 }, () => park(token, 'x'.repeat(MEBIBYTE - 1))));
  const refused = await Promise.race(parked.map(answerOn));
  expect(refused).toContain('429 Too Many Requests');
  expect(refused).toMatch(/Retry-After: 1\r\n.*This grant has as much under way/s);
  expect((await ask(strangers)).status).toBe(200);
  for (const socket of parked) socket.destroy();
  // What was held is free once the connections are gone.
  const isFree = async () => expect((await ask(token, { a: 'x'.repeat(MEBIBYTE / 2) })).status).toBe(200);
  await vi.waitFor(isFree, 30_000);
  expect(await gate.calls()).toContainEqual(expect.objectContaining({ outcome: 'deny', rule: '(busy)' }));
});

test('a server takes messages of 1 MiB, or of what is set for it, and says so of longer ones', async () => {
  const long = { a: 'x'.repeat(MEBIBYTE) };
  const answer = await ask(token, long);
  expect([answer.status, await answer.text()]).toEqual([413, expect.stringContaining('may have 1,048,576 bytes')]);
  gate.world.setEndpoint(withSettings(gate.world.endpoint, { bodyBytesMax: 2 * MEBIBYTE }));
  expect((await ask(token, long)).status).toBe(200);
  expect(gate.heard.at(-1)?.body.length).toBeGreaterThan(MEBIBYTE);
});

test('a body in pieces of one byte is refused long before its end', async () => {
  const socket = connect(Number(new URL(gate.base).port), '127.0.0.1');
  sockets.push(socket);
  const answer = answerOn(socket);
  socket.write(`${head(token)}Transfer-Encoding: chunked\r\n\r\n${'1\r\n{\r\n'.repeat(2_000)}`);
  expect(await answer).toMatch(/400 Bad Request.*in too many small pieces/s);
  await once(socket, 'close');
});

test('a body that comes at less than 8 KiB a second is given up after ten seconds', async () => {
  vi.useFakeTimers();
  const limits = { bytesMax: MEBIBYTE, hold: () => null, count: () => 0 };
  const slow = new PassThrough();
  const fast = new PassThrough();
  const results = [slow, fast].map((req) => readBody(req as never, { params: [], repeated: null }, limits));
  for (let second = 0; second < 20; second++) {
    fast.write('x'.repeat(10_000));
    slow.write('x');
    await vi.advanceTimersByTimeAsync(1_000);
  }
  fast.end();
  await vi.advanceTimersByTimeAsync(10);
  vi.useRealTimers();
  expect(await results[0]).toBe('too slow');
  expect(Buffer.concat((await results[1]) as Buffer[]).length).toBe(200_000);
});

test('a body of long and short pieces arrives byte for byte, in few parts, and all its memory is counted', async () => {
  const req = new PassThrough();
  let held = 0;
  const hold = (bytes: number) => {
    held += bytes;
    return null;
  };
  const limits = { bytesMax: 4 * MEBIBYTE, hold, count: () => 0 };
  const result = readBody(req as never, { params: [], repeated: null }, limits);
  const sizes = [5, 1, 70_000, 3, 16_384, ...Array<number>(500).fill(700), 100, 40_000, 9];
  const pieces = sizes.map((size, at) => Buffer.alloc(size, `${at}-`));
  for (const piece of pieces) {
    req.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  req.end();
  const parts = (await result) as Buffer[];
  expect(Buffer.concat(parts).equals(Buffer.concat(pieces))).toBe(true);
  expect(parts.length).toBeLessThan(20);
  const memory = new Set(parts.map(({ buffer }) => buffer));
  expect(held).toBeGreaterThanOrEqual(
    [...memory].filter(({ byteLength }) => byteLength > 8_192).reduce((sum, { byteLength }) => sum + byteLength, 0),
  );
});

test('pieces that come before anybody reads them are kept only up to what a body may come in', () => {
  const req = new PassThrough({ highWaterMark: 10 * MEBIBYTE });
  boundPieces(req);
  for (let at = 0; at < 50_000; at += 1) req.push(Buffer.from('x'));
  expect(req.readableLength).toBeLessThan(2_100);
  const whole = new PassThrough({ highWaterMark: 10 * MEBIBYTE });
  boundPieces(whole);
  for (let at = 0; at < 5_000; at += 1) whole.push(Buffer.alloc(64));
  expect(whole.readableLength).toBe(5_000 * 64);
});

test('the body of a client that left before it is read is given up at once', async () => {
  const req = new PassThrough();
  req.destroy();
  await once(req, 'close');
  const limits = { bytesMax: MEBIBYTE, hold: () => null, count: () => 0 };
  expect(await readBody(req as never, { params: [], repeated: null }, limits)).toBe('gone');
});

test('whatever was taken before, an organisation that holds nothing finds room', () => {
  const amounts = fc.array(fc.tuple(fc.nat(7), fc.nat(30), fc.integer({ min: 1, max: 9 })), { maxLength: 200 });
  fc.assert(
    fc.property(amounts, (taken) => {
      const shares = new Shares({ total: 1_000, grant: 300 });
      for (const [organisation, grant, amount] of taken) {
        const owner = { id: `grant ${organisation} ${grant}`, organisationId: `organisation ${organisation}` };
        while (shares.take(owner, amount) === null);
      }
      // Eight organisations leave (3/4)^8 of all, a third of it to the next one.
      expect(shares.take({ id: 'new', organisationId: 'new one' }, 30)).toBeNull();
    }),
  );
});

test('a place gives back all it held, once', () => {
  const budget = createBudget({ bytes: { total: 40, grant: 10 }, requests: { total: 8, grant: 1 } });
  const owner = { id: 'grant', organisationId: 'one' };
  const place = budget.enter(owner);
  if (typeof place === 'string') throw new Error(place);
  expect([place.hold(9), place.hold(2), budget.enter(owner)]).toEqual([null, 'grant', 'grant']);
  place.leave();
  place.leave();
  const next = budget.enter(owner);
  expect(typeof next !== 'string' && next.hold(10)).toBeNull();
});

test('bytes that come after a place was left are counted for nobody, since nobody would give them back', () => {
  const budget = createBudget({ bytes: { total: 40, grant: 10 }, requests: { total: 8, grant: 1 } });
  const owner = { id: 'grant', organisationId: 'one' };
  const place = budget.enter(owner);
  if (typeof place === 'string') throw new Error(place);
  expect(place.hold(4)).toBeNull();
  place.leave();
  expect([place.hold(4), place.hold(1)]).toEqual(['gateway', 'gateway']);
  place.leave();
  const next = budget.enter(owner);
  expect(typeof next !== 'string' && [next.hold(10), next.hold(1)]).toEqual([null, 'grant']);
});

test('who connects and sends no grant makes room for the next, and ends no connection of a grant', async () => {
  const server = createServer((_, res) => res.end('ok'));
  const connections = createConnections({ strangers: 10, known: { total: 8, grant: 4 } });
  sliceConnections(server, connections.open);
  const owner = { id: 'grant', organisationId: 'one' };
  const proven = new Promise((resolve) =>
    server.once('request', (req) => resolve(connections.prove(req.socket, owner))),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const mine = connect(port, '127.0.0.1');
  mine.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  expect(await proven).toBeNull();
  const idle: Socket[] = [];
  for (let count = 0; count < 30; count++) {
    idle.push(connect(port, '127.0.0.1'));
    await once(idle[count]!, 'connect');
  }
  await vi.waitFor(
    () => expect(idle.filter((socket) => socket.closed || socket.readableEnded)).toHaveLength(20),
    30_000,
  );
  const answer = once(mine, 'data');
  mine.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  expect(String((await answer)[0])).toContain('200 OK');
  for (const socket of [mine, ...idle]) socket.destroy();
  server.close();
  await delay(0);
});
