import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, legacy } from '@/lib/engines/gateway/testing/test-gate';
import { json, type Scripted, startScripted } from '@/lib/engines/gateway/testing/test-scripted';
import { createGatewayServer } from './server';

let gate: Scripted;
beforeEach(async () => {
  gate = await startScripted();
  gate.play((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}'));
});
afterEach(() => gate.close());

test('what throws while a request is taken is answered, and costs that request alone', async () => {
  let mistakes = 2;
  const door = () => {
    mistakes -= 1;
    if (mistakes >= 0) throw new Error('A mistake of ours.');
    return null;
  };
  const server = createGatewayServer(gate.gate, door);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp/server`;
  const long = legacy(call('read', { text: 'x'.repeat(1_000_000) }));
  for (const init of [legacy(call('read')), long]) {
    const answer = await fetch(url, init);
    expect([answer.status, (await answer.json()).error.code]).toEqual([500, 1006]);
  }
  expect(await (await fetch(url, legacy(call('read')))).json()).toHaveProperty('result');
  server.closeAllConnections();
  server.close();
});

test('a connection that cannot be read is answered once, and closed although its client keeps it open', async () => {
  const server = createGatewayServer(gate.gate, () => null);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const open = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {});
  // More than one slice of the parser.
  client.write(`NONSENSE\r\n${'x'.repeat(60_000)}`);
  let answers = '';
  client.on('data', (bytes) => {
    answers += bytes;
  });
  await once(client, 'end');
  expect(answers.match(/HTTP\/1.1 400/g)).toHaveLength(1);
  expect(client.writable).toBe(true);
  await expect.poll(open).toBe(0);
  client.destroy();
  server.close();
});

test('an expectation that nobody knows is refused in JSON, and one to continue is met', async () => {
  const body = JSON.stringify(call('read'));
  const ask = async (expect: string) => {
    const req = request(`${gate.base}/mcp/server`, {
      method: 'POST',
      headers: { ...(legacy(call('read')).headers as Record<string, string>), expect, 'content-length': body.length },
    });
    req.end(body);
    const [res] = (await once(req, 'response')) as [IncomingMessage];
    return [res.statusCode, res.headers['content-type'], JSON.parse(await text(res))];
  };
  const error = { code: -32600, message: 'Expectation Failed: only 100-continue is known here' };
  expect(await ask('200-ok')).toMatchObject([417, 'application/json', { jsonrpc: '2.0', error }]);
  expect(await ask('100-continue')).toMatchObject([200, 'application/json', { id: 1, result: {} }]);
  expect(gate.heard).toHaveLength(1);
});
