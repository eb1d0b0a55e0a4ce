import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

// The settings are read when the file is loaded: an installation behind a name and a proxy of its own.
vi.stubEnv('PUBLIC_URL', 'https://policylayer.example');
vi.stubEnv('HOST', '127.0.0.1');
vi.stubEnv('TRUSTED_PROXIES', '1');
await import('./host-door.mjs');

let reached = 0;
const server = createServer((request, response) => {
  reached += 1;
  response.end(`reached by ${request.headers['x-forwarded-host']} ${request.headers['content-security-policy']}`);
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

async function ask(headers: string[], { method = 'GET', path = '/', version = '1.1' } = {}): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.end([`${method} ${path} HTTP/${version}`, ...headers, 'Connection: close', '', ''].join('\r\n'));
  return text(socket);
}

const ours = 'Host: policylayer.example';

test.each([
  ['our name', [ours]],
  ['our name in capitals', ['Host: PolicyLayer.Example']],
  ['our name with the port of https', ['Host: policylayer.example:443']],
  ['a name of the loopback, whatever the port', ['Host: localhost:3000']],
  ['an address of the loopback', ['Host: 127.0.0.1:9']],
  ['our proxy, which names us', [ours, 'X-Forwarded-Host: policylayer.example']],
  ['a reader of another site', [ours, 'Origin: https://other.example']],
])('%s is let in', async (_, headers) => {
  expect(await ask(headers)).toMatch(/^HTTP\/1.1 200 .*reached/s);
});

test.each([
  ['a name that was pointed at this machine', ['Host: evil.example']],
  ['our name as part of another', ['Host: policylayer.example.evil.example']],
  ['another port', ['Host: policylayer.example:8443']],
  ['localhost as part of another name', ['Host: localhost.evil.example']],
  ['another address', ['Host: 10.0.0.1']],
  ['two hosts', [ours, 'Host: evil.example']],
  ['an empty host', ['Host:']],
  ['a host with a path', ['Host: policylayer.example/evil']],
  ['a host with user and password', ['Host: evil@policylayer.example']],
  ['another forwarded host', [ours, 'X-Forwarded-Host: evil.example']],
  ['two forwarded hosts', [ours, 'X-Forwarded-Host: policylayer.example, evil.example']],
  [
    'a forwarded host that names us under a foreign one',
    ['Host: evil.example', 'X-Forwarded-Host: policylayer.example'],
  ],
])('%s is refused before anything else', async (_, headers) => {
  reached = 0;
  expect(await ask(headers)).toMatch(/^HTTP\/1.1 403 /);
  expect(await ask(headers, { method: 'POST' })).toMatch(/^HTTP\/1.1 403 /);
  expect(reached).toBe(0);
});

test('no host at all and a whole address in place of a path are refused', async () => {
  reached = 0;
  expect(await ask([], { version: '1.0' })).toMatch(/^HTTP\/1.1 403 /);
  expect(await ask([ours], { path: 'http://evil.example/servers' })).toMatch(/^HTTP\/1.1 403 /);
  expect(reached).toBe(0);
});

test('what changes something is taken from our own pages only', async () => {
  for (const origin of ['https://evil.example', 'null', 'https://policylayer.example.evil.example']) {
    expect(await ask([ours, `Origin: ${origin}`], { method: 'POST' })).toMatch(/^HTTP\/1.1 403 /);
  }
  expect(await ask([ours, 'Origin: https://policylayer.example'], { method: 'POST' })).toMatch(/^HTTP\/1.1 200 /);
});

test('a page on another port of this machine, or without TLS, is not one of ours', async () => {
  const post = (host: string, origin: string) => ask([`Host: ${host}`, `Origin: ${origin}`], { method: 'POST' });
  for (const [host, origin] of [
    ['localhost:3000', 'http://localhost:9999'],
    ['localhost:3000', 'http://127.0.0.1:3000'],
    ['policylayer.example', 'http://policylayer.example'],
    ['policylayer.example', 'http://localhost:3000'],
  ] as const) {
    expect(await post(host, origin), `${origin} to ${host}`).toMatch(/^HTTP\/1.1 403 .*unknown Origin/s);
  }
  expect(await post('localhost:3000', 'http://localhost:3000')).toMatch(/^HTTP\/1.1 200 /);
});

test('the nonce of a page is never taken from whoever asks', async () => {
  const said = [ours, "Content-Security-Policy: script-src 'nonce-mine'"];
  expect(await ask(said)).toMatch(/reached by undefined undefined$/);
});

test('every answer says that this name is reached over TLS alone, the refused ones too', async () => {
  for (const headers of [[ours], ['Host: evil.example']]) {
    expect(await ask(headers)).toMatch(/strict-transport-security: max-age=31536000/i);
  }
});

test.each([
  '/tools/%ff',
  '/tools/%',
  '/tools/%c3.md',
  '/tools/a/%e0%80%80',
  '/api/v1/servers/%ed%a0%80',
  '/faces/md/%zz',
  '/servers/%00',
  '/attacks/a%0ab',
  '/tools?q=%00',
])('an address that no route can read is refused before Next sees it: %s', async (path) => {
  reached = 0;
  for (const method of ['GET', 'HEAD', 'POST']) expect(await ask([ours], { path, method })).toMatch(/^HTTP\/1.1 400 /);
  expect(reached).toBe(0);
});

test.each(['/tools/%C3%A9', '/tools/%25ff', '/tools?q=%ff', '/tools?q=100%', '/', '/a%2Fb?c=%0A'])(
  'an address that can be read is let in: %s',
  async (path) => {
    expect(await ask([ours], { path })).toMatch(/^HTTP\/1.1 200 /);
  },
);
