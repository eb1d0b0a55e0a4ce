import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Direct, startDirect } from '@/lib/engines/gateway/testing/test-direct';

let direct: Direct;
beforeEach(async () => {
  direct = await startDirect();
});
afterEach(() => direct.close());

const body = Buffer.from('{"ü":"€"}'.repeat(50));
const ok = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const codings: [string, (content: Buffer) => Buffer][] = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['GZIP', gzipSync],
  ['identity', (content) => content],
];
test.each(codings)('a body coded as %s is decoded', async (coding, encode) => {
  for (const content of [Buffer.alloc(0), body, Buffer.from(JSON.stringify(direct.raw.origin).repeat(40_000))]) {
    const coded = encode(content);
    direct.raw.answer((socket) => {
      socket.write(`${ok}content-encoding: ${coding}\r\ncontent-length: ${coded.length}\r\n\r\n`);
      socket.write(coded);
    });
    const { body: got, failure } = await direct.ask();
    expect([failure, got.equals(content)]).toEqual([null, true]);
  }
});

test.each(codings.slice(0, 5))('a bomb coded as %s is cut off', async (coding, encode) => {
  const bomb = encode(Buffer.alloc(64 * 1024 * 1024));
  direct.raw.answer((socket) => {
    socket.write(`${ok}content-encoding: ${coding}\r\ncontent-length: ${bomb.length}\r\n\r\n`);
    socket.write(bomb);
  });
  const { body: got, failure } = await direct.ask();
  expect(failure?.kind).toBe('unreadable');
  expect(got.length).toBeLessThan(bomb.length * 100 + 2 * 1024 * 1024);
});

test('a coded body that is cut short is no answer', async () => {
  const coded = gzipSync(body);
  direct.raw.answer((socket) => {
    socket.write(`${ok}content-encoding: gzip\r\ncontent-length: ${coded.length - 9}\r\n\r\n`);
    socket.write(coded.subarray(0, -9));
  });
  expect((await direct.ask()).failure?.kind).toBe('unreadable');
});
