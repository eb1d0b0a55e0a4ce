import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

// host-guard.mjs reads the environment when it is imported. Here: a public name behind one proxy.
vi.stubEnv('PUBLIC_URL', 'https://policylayer.example');
vi.stubEnv('HOST', '127.0.0.1');
vi.stubEnv('TRUSTED_PROXIES', '1');
await import('./host-guard.mjs');

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
  ['localhost on any port', ['Host: localhost:3000']],
  ['127.0.0.1 on any port', ['Host: 127.0.0.1:9']],
  ['our name in X-Forwarded-Host from a trusted proxy', [ours, 'X-Forwarded-Host: policylayer.example']],
  ['a GET from another site', [ours, 'Origin: https://other.example']],
])('%s is accepted', async (_, headers) => {
  expect(await ask(headers)).toMatch(/^HTTP\/1.1 200 .*reached/s);
});

test.each([
  ['another name that resolves to this machine', ['Host: evil.example']],
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
])('%s is refused before Next', async (_, headers) => {
  reached = 0;
  expect(await ask(headers)).toMatch(/^HTTP\/1.1 403 /);
  expect(await ask(headers, { method: 'POST' })).toMatch(/^HTTP\/1.1 403 /);
  expect(reached).toBe(0);
});

test('a request without Host or with an absolute-form target is refused', async () => {
  reached = 0;
  expect(await ask([], { version: '1.0' })).toMatch(/^HTTP\/1.1 403 /);
  expect(await ask([ours], { path: 'http://evil.example/servers' })).toMatch(/^HTTP\/1.1 403 /);
  expect(reached).toBe(0);
});

test('a POST is accepted only from our own origin', async () => {
  for (const origin of ['https://evil.example', 'null', 'https://policylayer.example.evil.example']) {
    expect(await ask([ours, `Origin: ${origin}`], { method: 'POST' })).toMatch(/^HTTP\/1.1 403 /);
  }
  expect(await ask([ours, 'Origin: https://policylayer.example'], { method: 'POST' })).toMatch(/^HTTP\/1.1 200 /);
});

test('another port of this machine and http instead of https are foreign origins', async () => {
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

test('a request cannot set the nonce of its page', async () => {
  const said = [ours, "Content-Security-Policy: script-src 'nonce-mine'"];
  expect(await ask(said)).toMatch(/reached by undefined undefined$/);
});

test('every answer has Strict-Transport-Security, refusals included', async () => {
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
  '/formats/md/%zz',
  '/servers/%00',
  '/attacks/a%0ab',
  '/tools?q=%00',
])('an address that is not UTF-8 or holds control characters is refused before Next: %s', async (path) => {
  reached = 0;
  for (const method of ['GET', 'HEAD', 'POST']) expect(await ask([ours], { path, method })).toMatch(/^HTTP\/1.1 400 /);
  expect(reached).toBe(0);
});

test.each(['/tools/%C3%A9', '/tools/%25ff', '/tools?q=%ff', '/tools?q=100%', '/', '/a%2Fb?c=%0A'])(
  'a readable address is accepted: %s',
  async (path) => {
    expect(await ask([ours], { path })).toMatch(/^HTTP\/1.1 200 /);
  },
);
