import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { chunked } from '@/lib/engines/gateway/testing/test-raw';
import { sliceConnections } from './sliced-socket';

const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function start(listener: RequestListener, settings = {}): Promise<{ server: Server; open: () => Socket }> {
  const server = createServer(settings, listener);
  servers.push(server);
  sliceConnections(server, () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const open = () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {});
    sockets.push(socket);
    return socket;
  };
  return { server, open };
}

const post = (headers: string) => `POST / HTTP/1.1\r\nHost: a\r\n${headers}\r\n\r\n`;

test('pieces of one byte that come at once are read in slices, and whole', async () => {
  // Each turn of the event loop gets a number; the server notes in which one a piece came.
  let turn = 0;
  const count = () => {
    turn += 1;
    if (!server.listening) return;
    setImmediate(count);
  };
  const perTurn = new Map<number, number>();
  const { server, open } = await start((req, res) => {
    const push = req.push.bind(req);
    req.push = (piece: Buffer | null) => {
      perTurn.set(turn, (perTurn.get(turn) ?? 0) + 1);
      return push(piece);
    };
    void text(req).then((body) => res.end(body));
  });
  count();
  const body = Buffer.from(Array.from({ length: 10_900 }, (_, at) => 97 + (at % 26)));
  const socket = open();
  socket.write(Buffer.concat([Buffer.from(post('Transfer-Encoding: chunked\r\nConnection: close')), chunked(body, 1)]));
  const answer = await text(socket);
  expect(answer.split('\r\n\r\n')[1]).toContain(body.toString());
  // A slice of 8 KiB holds 1,366 of them; more than one may fit into a millisecond.
  expect(Math.max(...perTurn.values())).toBeLessThan(8_000);
});

test('a client that ends its side behind a request has it taken whole, whatever the others send', async () => {
  const busy = chunked(Buffer.alloc(10_900, 'b'), 1);
  for (const [headers, body, bytes] of [
    ['Content-Length: 60000', Buffer.alloc(60_000, 'x'), 60_000],
    ['Transfer-Encoding: chunked', chunked(Buffer.alloc(9_000, 'x'), 1), 9_000],
  ] as const) {
    const came: number[] = [];
    const { open, server } = await start((req, res) => {
      if (req.url === '/busy') return void req.resume().on('end', () => res.end());
      let length = 0;
      req.on('data', (piece: Buffer) => {
        length += piece.length;
      });
      req.on('end', () => came.push(length));
      req.on('error', () => came.push(-1));
    });
    const problems: unknown[] = [];
    server.on('clientError', (error, socket) => {
      problems.push(error);
      socket.destroy();
    });
    for (let count = 0; count < 20; count += 1) {
      open().end(
        Buffer.concat([Buffer.from('POST /busy HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n'), busy]),
      );
    }
    for (let count = 0; count < 5; count += 1) open().end(Buffer.concat([Buffer.from(post(headers)), body]));
    await vi.waitFor(() => expect(came).toHaveLength(5), 20_000);
    expect(came).toEqual(Array(5).fill(bytes));
    expect(problems).toEqual([]);
  }
});

test('a body that is not read keeps its sender waiting, and goes on when it is', async () => {
  const megabytes = 40;
  let reached: () => void = () => {};
  const paused = new Promise<void>((resolve) => {
    reached = resolve;
  });
  let go: () => void = () => {};
  const { open } = await start((req, res) => {
    reached();
    go = () => {
      let bytes = 0;
      req.on('data', (piece: Buffer) => {
        bytes += piece.length;
      });
      req.on('end', () => res.end(String(bytes)));
    };
  });
  const socket = open();
  socket.write(post(`Content-Length: ${megabytes * 1_048_576}\r\nConnection: close`));
  for (let sent = 0; sent < megabytes; sent += 1) socket.write(Buffer.alloc(1_048_576, 'x'));
  await paused;
  await delay(200);
  expect(socket.writableLength).toBeGreaterThan(10 * 1_048_576);
  go();
  expect(await text(socket)).toContain(String(megabytes * 1_048_576));
});

test('requests that come at once are answered in order, on one connection', async () => {
  const { open } = await start((req, res) => void text(req).then((body) => res.end(`<${body}>`)));
  const socket = open();
  const bodies = Array.from({ length: 200 }, (_, at) => String(at).repeat(40));
  const last = post('Content-Length: 4\r\nConnection: close');
  socket.write(`${bodies.map((body) => `${post(`Content-Length: ${body.length}`)}${body}`).join('')}${last}last`);
  const answers = [...(await text(socket)).matchAll(/<(\w+)>/g)].map((match) => match[1]);
  expect(answers).toEqual([...bodies, 'last']);
});

test('a long answer waits for a slow reader, and comes whole', async () => {
  const long = Buffer.alloc(20 * 1_048_576, 'y');
  let unsent = () => 0;
  const { open } = await start((req, res) => {
    req.resume();
    res.end(long);
    unsent = () => res.writableLength;
  });
  const socket = open();
  socket.pause();
  socket.write(post('Content-Length: 0\r\nConnection: close'));
  await expect.poll(() => unsent()).toBeGreaterThan(0);
  await delay(200);
  expect(unsent()).toBeGreaterThan(0);
  const answer = await text(socket);
  expect(answer.length - answer.indexOf('\r\n\r\n') - 4).toBe(long.length);
});

test('an idle connection is closed after its time, and one that sends too slowly is answered 408', async () => {
  const { open, server } = await start((req, res) => void req.resume().on('end', () => res.end('ok')), {
    keepAliveTimeout: 50,
    requestTimeout: 300,
    headersTimeout: 200,
    connectionsCheckingInterval: 50,
  });
  const socket = open();
  socket.write(post('Content-Length: 0'));
  await once(socket, 'data');
  await once(socket, 'close');
  const slow = open();
  slow.write('POST / HTTP/1.1\r\nHost');
  expect(await text(slow)).toMatch(/^HTTP\/1.1 408/);
  const count = () => new Promise((resolve) => server.getConnections((_, open) => resolve(open)));
  await expect.poll(count).toBe(0);
});

test('a client that leaves ends its request', async () => {
  let left: (value: unknown) => void = () => {};
  const gone = new Promise((resolve) => {
    left = resolve;
  });
  const { open, server } = await start((req, res) => {
    req.resume();
    res.on('close', () => left(res.writableFinished));
  });
  const leaving = open();
  leaving.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await once(server, 'request');
  leaving.resetAndDestroy();
  expect(await gone).toBe(false);
});
