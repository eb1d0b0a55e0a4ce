import { request } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modern, startGate, type TestGate } from '@/lib/engines/gateway/testing/test-gate';
import { chunked, type RawServer, startRaw } from '@/lib/engines/gateway/testing/test-raw';

// What a server's bytes can do to the gateway: every framing, for every kind of client, as JSON and as events.

let raw: RawServer;
let gate: TestGate;
beforeAll(async () => {
  raw = await startRaw();
  gate = await startGate({ upstreamUrl: `${raw.origin}/mcp`, tools: ['read'], answerMs: 300_000 });
});
afterAll(async () => {
  await gate.close();
  raw.close();
});

const MEBIBYTE = 1024 * 1024;
const kinds = ['application/json', 'text/event-stream'] as const;
type Kind = (typeof kinds)[number];
type Send = (socket: Socket, head: string, body: Buffer) => void;

const plain =
  (length: boolean, end: boolean): Send =>
  (socket, head, body) => {
    socket.write(`HTTP/1.1 200 OK\r\n${head}${length ? `content-length: ${body.length}\r\n` : ''}\r\n`);
    socket.write(body);
    if (end) socket.end();
  };
const coded =
  (coding: string, encode: (body: Buffer) => Buffer): Send =>
  (socket, head, body) => {
    const bytes = encode(body);
    socket.write(`HTTP/1.1 200 OK\r\n${head}content-encoding: ${coding}\r\ncontent-length: ${bytes.length}\r\n\r\n`);
    socket.write(bytes);
  };

const whole: Record<string, Send> = {
  'Content-Length': plain(true, false),
  'Content-Length and close': plain(true, true),
  close: plain(false, true),
  chunks: (socket, head, body) => {
    socket.write(`HTTP/1.1 200 OK\r\n${head}transfer-encoding: chunked\r\n\r\n`);
    socket.write(chunked(body, 60_000, 'x-sum: 1\r\n'));
  },
  'HTTP/1.0': (socket, head, body) => {
    socket.write(`HTTP/1.0 200 OK\r\n${head}\r\n`);
    socket.end(body);
  },
  'interim answers': (socket, head, body) => {
    socket.write('HTTP/1.1 102 Processing\r\n\r\n');
    plain(true, false)(socket, head, body);
  },
  'garbage behind it': (socket, head, body) =>
    plain(true, false)(socket, head, Buffer.from(body)) ?? void socket.write('garbage'),
  gzip: coded('gzip', gzipSync),
  deflate: coded('deflate', deflateSync),
  br: coded('br', (body) => brotliCompressSync(body, { params: { 1: 1 } })),
};

const broken: Record<string, Send> = {
  'an early close of a length': (socket, head, body) => {
    socket.write(`HTTP/1.1 200 OK\r\n${head}content-length: ${body.length + 1}\r\n\r\n`);
    socket.end(body.subarray(0, -3));
  },
  'an early close of chunks': (socket, head, body) => {
    socket.write(`HTTP/1.1 200 OK\r\n${head}transfer-encoding: chunked\r\n\r\n`);
    socket.end(chunked(body, 60_000).subarray(0, -9));
  },
  'an early close without a length': (socket, head, body) => {
    socket.write(`HTTP/1.1 200 OK\r\n${head}\r\n`);
    socket.end(body.subarray(0, -3));
  },
  'two lengths': (socket, head, body) => {
    socket.write(`HTTP/1.1 200 OK\r\n${head}content-length: ${body.length}\r\ncontent-length: 1\r\n\r\n`);
    socket.end(body);
  },
  'an unknown coding': coded('zstd', (body) => body),
  'a coding that lies': coded('gzip', (body) => body),
};

/** An answer of about `size` bytes, in many events where it is a stream. */
function bodyOf(kind: Kind, size: number): Buffer {
  const answer = (text: string) => `{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"${text}"}]}}`;
  // Not to be pressed more than a hundredfold: that would be a bomb.
  const letters = () => Buffer.from(Array.from({ length: 600 }, () => 97 + Math.floor(Math.random() * 26))).toString();
  const first = Array.from({ length: 67 }, letters).join('');
  const text = Array.from({ length: Math.ceil(size / first.length) }, () => first + letters()).join('');
  if (kind === 'application/json') return Buffer.from(answer(text.slice(0, size)));
  const note = (part: string) =>
    `data: {"jsonrpc":"2.0","method":"notifications/message","params":{"data":"${part}"}}\n\n`;
  const notes: string[] = [];
  for (let at = 0; at < size; at += 1_000) notes.push(note(text.slice(at, at + 1_000)));
  return Buffer.from(`${notes.join('')}data: ${answer('end')}\n\n`);
}

type Client = 'fast' | 'slow' | 'gone';

/** The body that the client read, null when it left before the end. */
function ask(client: Client): Promise<string | null> {
  const { method, headers, body } = modern('tools/call', { name: 'read', arguments: {} });
  return new Promise((resolve, reject) => {
    const req = request(gate.url, { method, headers: headers as Record<string, string>, agent: false }, async (res) => {
      if (client === 'gone') {
        req.destroy();
        resolve(null);
        return;
      }
      // The server is done and gone before the client reads.
      if (client === 'slow') await delay(150);
      const chunks: Buffer[] = [];
      res.on('data', (chunk) => {
        chunks.push(chunk);
        if (client !== 'slow' || chunks.length > 20) return;
        res.pause();
        setTimeout(() => res.resume(), 5);
      });
      res.on('end', () => resolve(Buffer.concat(chunks).toString()));
      res.on('error', reject);
    });
    req.on('error', (error) => (client === 'gone' ? resolve(null) : reject(error)));
    req.end(body);
  });
}

const dataIn = (text: string) => [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => data ?? '');
const messagesIn = (kind: Kind, text: string) => (kind === 'application/json' ? [text] : dataIn(text));

const sizes = [0, 200, 100_000, MEBIBYTE];

test.each(Object.entries(whole))(
  'every byte of an answer arrives: %s',
  async (_, send) => {
    for (const kind of kinds) {
      for (const size of sizes) {
        const body = bodyOf(kind, size);
        raw.answer((socket) => send(socket, `content-type: ${kind}\r\n`, body));
        for (const client of ['fast', 'slow', 'gone'] as const) {
          const text = await ask(client);
          if (text === null) continue;
          const [got, sent] = [messagesIn(kind, text), messagesIn(kind, body.toString())];
          expect(got.length, `${kind} ${size} ${client}`).toBe(sent.length);
          expect(got.join('\n') === sent.join('\n'), `${kind} ${size} ${client}`).toBe(true);
        }
      }
    }
  },
  60_000,
);

test.each(Object.entries(broken))(
  'a broken answer is an error under the id of the request: %s',
  async (_, send) => {
    for (const kind of kinds) {
      for (const size of sizes) {
        const body = bodyOf(kind, size);
        raw.answer((socket) => send(socket, `content-type: ${kind}\r\n`, body));
        for (const client of ['fast', 'slow', 'gone'] as const) {
          const text = await ask(client);
          if (text === null) continue;
          const last = messagesIn(text.startsWith('{') ? 'application/json' : kind, text).at(-1) ?? '';
          expect(JSON.parse(last), `${kind} ${size} ${client}`).toMatchObject({ id: 1, error: { code: 1004 } });
        }
      }
    }
  },
  60_000,
);

test.each(kinds)(
  'an answer of 20 MB as %s is whole or an error under the id of the request',
  async (kind) => {
    const text = 'A'.repeat(20_000_000);
    const answer = `{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"${text}"}]}}`;
    const body = Buffer.from(kind === 'application/json' ? answer : `data: ${answer}\n\n`);
    for (const name of ['Content-Length', 'close', 'chunks']) {
      raw.answer((socket) => whole[name]?.(socket, `content-type: ${kind}\r\n`, body));
      const [got] = messagesIn(kind, (await ask('fast')) ?? '');
      expect(JSON.parse(got ?? '')).toMatchObject({ id: 1, error: { code: 1004 } });
    }
    const many = bodyOf('text/event-stream', 20_000_000);
    raw.answer((socket) => whole.close?.(socket, 'content-type: text/event-stream\r\n', many));
    expect(dataIn((await ask('slow')) ?? '').length).toBe(dataIn(many.toString()).length);
  },
  60_000,
);

test('answers that slow clients leave lying take a bounded share of memory, and others an honest error', async () => {
  const body = bodyOf('application/json', 12 * MEBIBYTE);
  raw.answer((socket) => whole['Content-Length']?.(socket, 'content-type: application/json\r\n', body));
  const heads = Array.from({ length: 12 }, () => {
    const { method, headers, body: sent } = modern('tools/call', { name: 'read', arguments: {} });
    return new Promise<{ length: number; close(): void }>((resolve, reject) => {
      const req = request(gate.url, { method, headers: headers as Record<string, string>, agent: false }, (res) => {
        res.pause();
        resolve({ length: Number(res.headers['content-length']), close: () => req.destroy() });
      });
      req.on('error', reject).end(sent);
    });
  });
  const answers = await Promise.all(heads);
  const held = answers.filter(({ length }) => length > MEBIBYTE).length;
  expect(held).toBeGreaterThan(0);
  expect(held * 12).toBeLessThanOrEqual(64);
  for (const one of answers) one.close();
  while (gate.gate.answers.heldBy('organisation') > 0) await delay(10);
}, 300_000);
