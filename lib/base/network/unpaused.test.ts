import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fetch } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { guardedAgent } from './address-guard';

let server: Server;
let body = '';
let url: string;
const agent = guardedAgent({ allowPrivate: true });
beforeEach(async () => {
  server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n${body}`));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => void server.close());

test.each([0, 2_000, 7_000, 200_000])(
  'a body of %i events that ends by closing is whole for a reader that comes late',
  async (events) => {
    body = 'data: x\n\n'.repeat(events);
    const answer = await fetch(url, { dispatcher: agent });
    // The connection closes meanwhile.
    await delay(100);
    expect((await answer.text()).length).toBe(body.length);
  },
);

test('an answer that nobody reads is bounded', async () => {
  body = 'x'.repeat(25 * 1024 * 1024);
  const answer = await fetch(url, { dispatcher: agent });
  await expect(answer.text()).rejects.toThrow();
});
