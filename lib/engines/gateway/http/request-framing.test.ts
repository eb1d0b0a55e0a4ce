import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, token } from '@/lib/engines/gateway/testing/test-gate';
import { json, type Scripted, startScripted } from '@/lib/engines/gateway/testing/test-scripted';

// Where a request ends: what two readers of HTTP could answer differently never reaches the server.

let gate: Scripted;
beforeEach(async () => {
  gate = await startScripted();
  gate.play((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}'));
});
afterEach(() => gate.close());

const body = JSON.stringify(call('read'));
const hidden = JSON.stringify(call('gone'));
const chunks = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
const request = (headers: string, content: string, version = '1.1') =>
  `POST /mcp/server HTTP/${version}\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n${headers}\r\n\r\n${content}`;

/** What came back until the connection was closed. */
function send(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let got = '';
    const socket = connect(Number(new URL(gate.base).port), '127.0.0.1', () => socket.write(text, 'latin1'));
    socket.on('data', (bytes) => {
      got += bytes.toString('latin1');
    });
    socket.on('close', () => resolve(got)).on('error', reject);
  });
}

test.each([
  ['a length beside chunks', request(`Content-Length: 4\r\nTransfer-Encoding: chunked`, chunks(body))],
  ['chunks that are coded', request('Transfer-Encoding: gzip, chunked', chunks(body))],
  ['chunks that are said twice', request('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked', chunks(body))],
  ['an unknown coding', request('Transfer-Encoding: xchunked', chunks(body))],
  ['chunks in HTTP/1.0', request('Transfer-Encoding: chunked', chunks(body), '1.0')],
  ['two lengths', request(`Content-Length: ${body.length}\r\nContent-Length: 4`, body)],
  ['a list of lengths', request(`Content-Length: ${body.length}, ${body.length}`, body)],
  ['a length with a sign', request(`Content-Length: +${body.length}`, body)],
  ['a folded header', request(`X-A: b\r\n c\r\nContent-Length: ${body.length}`, body)],
  ['bare line feeds', request(`Content-Length: ${body.length}`, body).replaceAll('\r\n', '\n')],
  ['a blank before the colon', request(`Content-Length : ${body.length}`, body)],
])('%s is refused, and the connection with it', async (_, text) => {
  const follows = request(`Content-Length: ${hidden.length}`, hidden);
  expect((await send(text + follows)).match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 400']);
  expect(gate.heard).toEqual([]);
});

test.each([
  ['a length', request(`Content-Length: ${body.length}\r\nConnection: close`, body)],
  ['chunks', request('Transfer-Encoding: Chunked\r\nConnection: close', chunks(body))],
  ['a length in HTTP/1.0', request(`Content-Length: ${body.length}`, body, '1.0')],
])('a body that is framed by %s reaches the server', async (_, text) => {
  expect(await send(text)).toMatch(/^HTTP\/1\.1 200 /);
  expect(gate.heard.map((one) => one.body)).toEqual([body]);
});
