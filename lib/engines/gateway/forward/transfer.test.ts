import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Target } from '@/lib/engines/gateway/ports';
import { type Direct, startDirect } from '@/lib/engines/gateway/testing/test-direct';
import { chunked } from '@/lib/engines/gateway/testing/test-raw';

let direct: Direct;
beforeEach(async () => {
  direct = await startDirect();
});
afterEach(() => direct.close());

const body = Buffer.from('{"ü":"€"}'.repeat(50));
const ok = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const answers: Record<string, (content: Buffer) => Buffer[]> = {
  'Content-Length': (content) => [Buffer.from(`${ok}content-length: ${content.length}\r\n\r\n`), content],
  'an equal length twice': (content) => [
    Buffer.from(`${ok}content-length: ${content.length}\r\nContent-Length: ${content.length}\r\n\r\n`),
    content,
  ],
  chunks: (content) => [Buffer.from(`${ok}transfer-encoding: chunked\r\n\r\n`), chunked(content, 7)],
  'chunks with extensions and trailers': (content) => [
    Buffer.from(`${ok}Transfer-Encoding: Chunked\r\n\r\n`),
    Buffer.from(
      chunked(content, 100, 'x-sum: 1\r\nx-other: 2\r\n').toString('latin1').replace('64\r\n', '64;a=b\r\n'),
      'latin1',
    ),
  ],
  'closing the connection': (content) => [Buffer.from(`${ok}\r\n`), content],
  'HTTP/1.0': (content) => [Buffer.from('HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n'), content],
  'interim answers before it': (content) => [
    Buffer.from(
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${ok}content-length: ${content.length}\r\n\r\n`,
    ),
    content,
  ],
};

test.each(Object.entries(answers))('an answer framed by %s is whole, however its bytes arrive', async (_, frame) => {
  const bytes = Buffer.concat(frame(body));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 }), async (sizes) => {
      direct.raw.answer(async (socket) => {
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          socket.write(bytes.subarray(at, at + size));
          at += size;
          await new Promise((resolve) => setImmediate(resolve));
        }
        socket.end();
      });
      const { head, body: got, failure } = await direct.ask();
      expect(failure).toBeNull();
      expect(head).toMatchObject({ status: 200, contentType: 'application/json' });
      expect(got.equals(body)).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test.each([
  ['two lengths that differ', `${ok}content-length: 3\r\ncontent-length: 4\r\n\r\nabcd`],
  ['a list of lengths', `${ok}content-length: 3, 3\r\n\r\nabc`],
  ['a negative length', `${ok}content-length: -1\r\n\r\nabc`],
  ['a length beside chunks', `${ok}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`],
  ['chunks that are coded', `${ok}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
  ['chunks in HTTP/1.0', 'HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['a folded header', `${ok}x: a\r\n b\r\ncontent-length: 0\r\n\r\n`],
  ['a blank before the colon', `${ok}content-length : 0\r\n\r\n`],
  ['a bare line feed', `${ok}x: a\ncontent-length: 0\r\n\r\n`],
  ['NUL in a header', `${ok}x: a\0b\r\ncontent-length: 0\r\n\r\n`],
  ['two content types', `${ok}content-type: text/event-stream\r\ncontent-length: 0\r\n\r\n`],
  ['a chunk without a size', `${ok}transfer-encoding: chunked\r\n\r\n\r\nabc\r\n0\r\n\r\n`],
  ['a chunk longer than its size', `${ok}transfer-encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n`],
  ['a size beyond all bounds', `${ok}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n`],
  ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
  ['interim answers without end', 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(50)],
  ['no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n\r\n'],
  ['a head without end', `${ok}${'x: y\r\n'.repeat(5_000)}`],
  ['an unknown coding', `${ok}content-encoding: zstd\r\ncontent-length: 1\r\n\r\nx`],
  ['a coding in two layers', `${ok}content-encoding: gzip, gzip\r\ncontent-length: 1\r\n\r\nx`],
  [
    'bytes that are not what they are said to be coded in',
    `${ok}content-encoding: gzip\r\ncontent-length: 4\r\n\r\nabcd`,
  ],
])('%s is no answer', async (_, bytes) => {
  direct.raw.answer((socket) => socket.write(bytes));
  expect((await direct.ask()).failure).toEqual({ kind: 'unreadable', sent: true });
});

test.each([
  ['before a byte', ''],
  ['within the head', ok],
  ['within a length', `${ok}content-length: 10\r\n\r\nabc`],
  ['within a chunk', `${ok}transfer-encoding: chunked\r\n\r\n5\r\nab`],
  ['before the last chunk', `${ok}transfer-encoding: chunked\r\n\r\n2\r\nab\r\n`],
])('an answer that ends %s is broken', async (_, bytes) => {
  direct.raw.answer((socket) => socket.end(bytes));
  expect((await direct.ask({ isSafe: true })).failure).toEqual({ kind: 'broken', sent: true });
  expect(direct.raw.requests).toHaveLength(1);
});

test('an answer asks for no coding, whatever the client said', async () => {
  direct.raw.answer((socket) => socket.end(`${ok}content-length: 0\r\n\r\n`));
  await direct.ask();
  expect(direct.raw.requests[0]).toContain('\r\naccept-encoding: identity\r\n');
});

const small = `${ok}content-length: 2\r\n\r\n{}`;
/** A connection is used again one turn of the event loop after its answer. */
const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

test('connections are used again, by the same server only', async () => {
  direct.raw.answer((socket) => socket.write(small));
  await direct.ask();
  await turn();
  await direct.ask();
  expect(direct.raw.connections()).toBe(1);
  await turn();
  await direct.ask({ target: direct.target({ id: 'other' }) });
  expect(direct.raw.connections()).toBe(2);
});

test.each([
  ['in the same packet', (late: () => void) => late()],
  ['later', (late: () => void) => void setTimeout(late, 5)],
])('bytes behind an answer, %s, close the connection and are no answer to the next request', async (_, when) => {
  direct.raw.answer((socket) => {
    socket.write(small);
    when(() => socket.write(`${ok}content-length: 6\r\n\r\nforged`));
  });
  const first = await direct.ask();
  await expect.poll(() => direct.raw.open()).toBe(0);
  const second = await direct.ask();
  expect([first.body.toString(), second.body.toString()]).toEqual(['{}', '{}']);
  expect(direct.raw.connections()).toBe(2);
});

test.each([
  ['Connection: close', `${ok}connection: close\r\ncontent-length: 2\r\n\r\n{}`],
  ['HTTP/1.0', 'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\n{}'],
  ['a keep-alive of one second', `${ok}keep-alive: timeout=1\r\ncontent-length: 2\r\n\r\n{}`],
])('a connection with %s is not used again', async (_, answer) => {
  direct.raw.answer((socket) => socket.write(answer));
  await direct.ask();
  await turn();
  await direct.ask();
  expect(direct.raw.connections()).toBe(2);
});

test('what is safe is asked once more when a used connection closes before a byte, and nothing else is', async () => {
  direct.raw.answer((socket, { count }) => (count === 1 ? socket.write(small) : socket.destroy()));
  await direct.ask();
  await turn();
  expect(await direct.ask({ isSafe: true })).toMatchObject({ failure: null });
  expect(direct.raw.requests).toHaveLength(3);
  await turn();
  expect((await direct.ask()).failure).toEqual({ kind: 'broken', sent: true });
  expect(direct.raw.requests).toHaveLength(4);
});

test('what is safe is asked again once only, and not after a byte of the answer', async () => {
  direct.raw.answer((socket, { count }) => (count === 1 ? socket.write(small) : socket.end('HTTP/1.1 2')));
  await direct.ask();
  await turn();
  expect((await direct.ask({ isSafe: true })).failure?.kind).toBe('broken');
  expect(direct.raw.requests).toHaveLength(2);
});

test.each([
  ['a line break in a header', { headers: ['x-a', 'b\r\nx-c: d'] }],
  ['a character that Latin-1 cuts to a line break', { headers: ['x-a', 'b\u010ax-c: d'] }],
  ['a colon in a name', { headers: ['x-a: b', 'c'] }],
  ['a blank in the path', { path: '/mcp HTTP/1.1\r\nx: y' }],
])('%s never reaches the server', async (_, { headers = [], path = '/mcp' }: { headers?: string[]; path?: string }) => {
  const { failure } = await direct.ask({ headers, target: direct.target({ path }) });
  expect(failure?.sent).toBe(false);
  expect(direct.raw.requests).toEqual([]);
});

test('a receiver that throws ends its own exchange', async () => {
  direct.raw.answer((socket) => socket.write(small));
  const failure = await new Promise((resolve) => {
    const fail = () => {
      throw new Error('A mistake of ours.');
    };
    direct.upstream.send(direct.request(), { head: fail, bytes: fail, ended: fail, failed: resolve });
  });
  expect(failure).toMatchObject({ kind: 'broken' });
  expect((await direct.ask()).failure).toBeNull();
});

test('a server that sends no head in its time is given up, and a whole answer that takes too long', async () => {
  direct.raw.answer(() => {});
  const target = direct.target({ settings: { ...direct.target().settings, firstByteMs: 50 } });
  expect((await direct.ask({ target })).failure).toEqual({ kind: 'timeout', sent: true });
  direct.close();
  direct = await startDirect({ totalMs: 50, streamMs: 50 });
  direct.raw.answer((socket) => socket.write(`${ok}content-length: 9\r\n\r\n`));
  expect((await direct.ask()).failure?.kind).toBe('timeout');
  direct.raw.answer((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n: x\n\n'));
  expect((await direct.ask()).failure?.kind).toBe('timeout');
});

test('a refusal of an endless stream is given up in the time of a whole answer', async () => {
  direct.close();
  direct = await startDirect({ totalMs: 50, streamMs: 4_000 });
  direct.raw.answer((socket) => socket.write('HTTP/1.1 500 Error\r\ncontent-type: text/event-stream\r\n\r\n: x\n\n'));
  expect((await direct.ask({ isEndless: true })).failure?.kind).toBe('timeout');
});

test('a server has a bounded number of Brotli decoders, which keep much of what they decode', async () => {
  const stream = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: br\r\n\r\n';
  direct.raw.answer((socket) => socket.write(stream));
  const ends: (() => void)[] = [];
  const begin = (target: Target) =>
    new Promise((resolve) => {
      const receiver = { head: () => resolve('begun'), bytes: () => {}, ended: () => {}, failed: resolve };
      ends.push(direct.upstream.send(direct.request({ target }), receiver));
    });
  const own = direct.target();
  const other = direct.target({ id: 'other', organisationId: 'other' });
  for (let time = 0; time < 8; time += 1) expect(await begin(own)).toBe('begun');
  expect(await begin(own)).toMatchObject({ kind: 'overloaded' });
  expect(await begin(other)).toBe('begun');
  ends[0]?.();
  expect(await begin(own)).toBe('begun');
});
