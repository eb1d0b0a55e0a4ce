import type { Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

/** Expected result: the whole answer, an error under its id, or either. */
export type Expected = 'whole' | 'error' | 'either';

export type Framing = { expected: Expected; write(socket: Socket, type: string, body: Buffer): void };

const CHUNK_BYTES = 65_536;

const status = 'HTTP/1.1 200 OK\r\n';
const typed = (type: string) => `Content-Type: ${type}\r\n`;
const length = (bytes: number) => `Content-Length: ${bytes}\r\n`;

function* chunksOf(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; at += CHUNK_BYTES) {
    const part = body.subarray(at, at + CHUNK_BYTES);
    yield Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]);
  }
}

function writeChunks(socket: Socket, head: string, body: Buffer, end: string): void {
  socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
  for (const chunk of chunksOf(body)) socket.write(chunk);
  if (end === '') socket.end();
  else socket.write(end);
}

function coded(name: string, code: (body: Buffer) => Buffer): Framing {
  return {
    expected: 'either',
    write(socket, type, body) {
      const bytes = code(body);
      socket.write(`${status}${typed(type)}Content-Encoding: ${name}\r\n${length(bytes.length)}\r\n`);
      socket.write(bytes);
    },
  };
}

/** Every valid framing of HTTP/1.1, and the invalid ones. */
export const framings: Record<string, Framing> = {
  'a length': {
    expected: 'whole',
    write: (socket, type, body) => {
      socket.write(`${status}${typed(type)}${length(body.length)}\r\n`);
      socket.write(body);
    },
  },
  chunks: {
    expected: 'whole',
    write: (socket, type, body) => writeChunks(socket, status + typed(type), body, '0\r\n\r\n'),
  },
  'chunks with a trailer': {
    expected: 'whole',
    write: (socket, type, body) =>
      writeChunks(socket, `${status + typed(type)}Trailer: X\r\n`, body, '0\r\nX: y\r\n\r\n'),
  },
  'the end of the connection': {
    expected: 'whole',
    write: (socket, type, body) => {
      socket.write(`${status}${typed(type)}\r\n`);
      socket.end(body);
    },
  },
  'HTTP/1.0': {
    expected: 'whole',
    write: (socket, type, body) => {
      socket.write(`HTTP/1.0 200 OK\r\n${typed(type)}\r\n`);
      socket.end(body);
    },
  },
  'interim answers before it': {
    expected: 'whole',
    write: (socket, type, body) => {
      socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n');
      socket.write(`${status}${typed(type)}${length(body.length)}\r\n`);
      socket.write(body);
    },
  },
  'garbage behind it': {
    expected: 'either',
    write: (socket, type, body) => {
      socket.write(`${status}${typed(type)}${length(body.length)}\r\n`);
      socket.write(Buffer.concat([body, Buffer.from('garbage behind the end')]));
    },
  },
  gzip: coded('gzip', gzipSync),
  deflate: coded('deflate', deflateSync),
  brotli: coded('br', (body) => brotliCompressSync(body, { params: { 1: 1 } })),
  'an unknown coding': coded('x-unknown', (body) => body),
  'a length that is never reached': {
    expected: 'error',
    write: (socket, type, body) => {
      socket.write(`${status}${typed(type)}${length(body.length)}\r\n`);
      socket.end(body.subarray(0, Math.floor(body.length / 2)));
    },
  },
  'chunks that break off': {
    expected: 'error',
    write: (socket, type, body) =>
      writeChunks(socket, status + typed(type), body.subarray(0, Math.floor(body.length / 2)), ''),
  },
  'two lengths': {
    expected: 'error',
    write: (socket, type, body) => {
      socket.write(`${status}${typed(type)}${length(body.length)}${length(body.length + 1)}\r\n`);
      socket.end(body);
    },
  },
  'a length and chunks': {
    expected: 'either',
    write: (socket, type, body) => {
      writeChunks(socket, status + typed(type) + length(5), body, '0\r\n\r\n');
      socket.end();
    },
  },
  'no HTTP at all': {
    expected: 'error',
    write: (socket) => socket.end('220 mail.example.com ESMTP\r\n'),
  },
};

/** Valid framings whose messages are ambiguous or empty. */
export const contents: Record<string, { expected: Expected; text(id: string): string }> = {
  'another id': { expected: 'error', text: () => '{"jsonrpc":"2.0","id":"another","result":{"content":[]}}' },
  'the id as a text': { expected: 'error', text: (id) => `{"jsonrpc":"2.0","id":"${id}","result":{"content":[]}}` },
  'a batch': { expected: 'error', text: (id) => `[{"jsonrpc":"2.0","id":${id},"result":{"content":[]}}]` },
  'two documents': {
    expected: 'error',
    text: (id) => `{"jsonrpc":"2.0","id":${id},"result":{}}{"jsonrpc":"2.0","id":${id},"result":{"content":[]}}`,
  },
  'a key twice': {
    expected: 'error',
    text: (id) => `{"jsonrpc":"2.0","id":${id},"result":{},"result":{"content":[]}}`,
  },
  'a key in upper case': { expected: 'error', text: (id) => `{"jsonrpc":"2.0","id":${id},"Result":{"content":[]}}` },
  'a twin in upper case': {
    expected: 'error',
    text: (id) => `{"jsonrpc":"2.0","id":${id},"result":{"content":[]},"Result":{"tools":[]}}`,
  },
  'a result and an error': {
    expected: 'error',
    text: (id) => `{"jsonrpc":"2.0","id":${id},"result":{},"error":{"code":1,"message":""}}`,
  },
  'a null error beside a result': {
    expected: 'either',
    text: (id) => `{"jsonrpc":"2.0","id":${id},"result":{"content":[]},"error":null}`,
  },
  NaN: { expected: 'error', text: (id) => `{"jsonrpc":"2.0","id":${id},"result":{"content":[],"x":NaN}}` },
  'an integer beyond 2^53': {
    expected: 'whole',
    text: (id) => `{"jsonrpc":"2.0","id":${id},"result":{"content":[],"x":9007199254740993}}`,
  },
  HTML: { expected: 'error', text: () => '<html>Bad gateway</html>' },
  nothing: { expected: 'error', text: () => '' },
  null: { expected: 'error', text: () => 'null' },
};
