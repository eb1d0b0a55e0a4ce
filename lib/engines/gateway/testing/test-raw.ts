import { type AddressInfo, createServer, type Socket } from 'node:net';

// A server that answers with the very bytes a test says, which no HTTP library would do.

/** `count`: how many requests this connection has carried. */
export type RawAnswer = (socket: Socket, request: { head: string; body: string; count: number }) => void;

export type RawServer = Awaited<ReturnType<typeof startRaw>>;

export async function startRaw(first: RawAnswer = (socket) => socket.destroy()) {
  let answer = first;
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    connections += 1;
    let text = '';
    let count = 0;
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const head = text.slice(0, end);
        const whole = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
        if (text.length < whole) return;
        const body = text.slice(end + 4, whole);
        text = text.slice(whole);
        count += 1;
        requests.push(head);
        answer(socket, { head, body, count });
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    /** The heads of all requests that came. */
    requests,
    connections: () => connections,
    /** Connections that are open now. */
    open: () => sockets.size,
    answer(next: RawAnswer): void {
      answer = next;
    },
    close(): void {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** The bytes of a body as chunks of at most `size` bytes. */
export function chunked(body: Buffer, size: number, trailers = ''): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; at += size) {
    const part = body.subarray(at, at + size);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from(`0\r\n${trailers}\r\n`)]);
}
