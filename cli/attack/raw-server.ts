import { type AddressInfo, createServer, type Socket } from 'node:net';
import { handshake } from './recorder';

/** Answers one call over the raw socket. `id`: the request's, as JSON. */
export type Answering = (socket: Socket, id: string) => void;

export type RawServer = { url: string; answer(how: Answering): void; close(): void };

const SESSION = 'Mcp-Session-Id: raw\r\n';

/** An MCP server that writes raw bytes. It has one session. */
export async function startRawServer(tool: string): Promise<RawServer> {
  let answering: Answering = (socket) => socket.destroy();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    readRequests(socket, (isPost, body) => {
      if (!isPost) return socket.write('HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n');
      const known = knownAnswer(body, tool);
      return known === undefined ? answering(socket, JSON.stringify(idOf(body))) : socket.write(known);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    answer(how) {
      answering = how;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function readRequests(socket: Socket, onRequest: (isPost: boolean, body: string) => void): void {
  let read = '';
  socket.on('data', (chunk) => {
    read += chunk;
    for (;;) {
      const headEnd = read.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const head = read.slice(0, headEnd);
      const end = headEnd + 4 + Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
      if (read.length < end) return;
      const body = read.slice(headEnd + 4, end);
      read = read.slice(end);
      onRequest(head.startsWith('POST'), body);
    }
  });
}

/** The answers of every server; undefined for a call, which the attack answers. */
function knownAnswer(body: string, tool: string): string | undefined {
  const { id, method } = JSON.parse(body);
  if (id === undefined) return 'HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n';
  const write = (rest: object, head = '') => {
    const text = JSON.stringify({ jsonrpc: '2.0', id, ...rest });
    return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${head}Content-Length: ${text.length}\r\n\r\n${text}`;
  };
  if (method === 'initialize') return write({ result: handshake }, SESSION);
  if (method === 'ping') return write({ result: {} });
  if (method === 'tools/list') return write({ result: { tools: [{ name: tool, inputSchema: { type: 'object' } }] } });
  return method === 'tools/call' ? undefined : write({ error: { code: -32601, message: 'Method not found' } });
}

function idOf(body: string): unknown {
  return JSON.parse(body).id;
}
