import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGatewayServer } from './server';
import { call, legacy } from './test-gate';
import { json, type Scripted, startScripted } from './test-scripted';

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
