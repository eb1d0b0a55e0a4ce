import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, initialize, legacy } from '@/lib/engines/gateway/testing/test-gate';
import {
  begin,
  json,
  type Scripted,
  startScripted,
  stream,
  withSession,
} from '@/lib/engines/gateway/testing/test-scripted';

let gate: Scripted;
beforeEach(async () => {
  gate = await startScripted({ settings: { sessionsOpenMax: 1 } });
});
afterEach(() => gate.close());

test.each([
  ['longer than anybody needs', 'x'.repeat(1_025)],
  ['empty', ''],
  ['of two words', 'a b'],
  ['not of ASCII', '\xe9'],
])('a session id of the server that is %s begins no session', async (_, id) => {
  gate.play((__, res) => json(res, 200, '{"jsonrpc":"2.0","id":0,"result":{}}', { 'mcp-session-id': id }));
  expect((await begin(gate))['mcp-session-id']).toBe('');
});

const theirs = { 'mcp-session-id': 'theirs' };
const halfBegun: [string, (res: ServerResponse) => void][] = [
  ['is no answer', (res) => json(res, 200, 'x', theirs)],
  ['answers another request', (res) => json(res, 200, '{"jsonrpc":"2.0","id":7,"result":{}}', theirs)],
  ['is an error', (res) => json(res, 200, '{"jsonrpc":"2.0","id":0,"error":{"code":1,"message":"x"}}', theirs)],
  ['is broken off', (res) => res.writeHead(200, { ...theirs, 'content-length': 9 }).write('{', () => res.destroy())],
  ['is a stream without an answer', (res) => void stream(res.setHeader('mcp-session-id', 'theirs')).end(': x\n\n')],
];
test.each(halfBegun)('an answer to initialize that %s leaves no session open', async (_, answer) => {
  gate.play((__, res) => answer(res));
  for (let time = 0; time < 3; time += 1) {
    const text = await (await fetch(gate.url, legacy(initialize))).text();
    expect(JSON.parse(text.replace(/^[^{]*/, '')).error.code).not.toBe(1005);
  }
  gate.play(withSession((__, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}')));
  const headers = await begin(gate);
  expect(await (await fetch(gate.url, legacy(call('read'), headers))).json()).toHaveProperty('result');
});
