import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Recorder = {
  url: string;
  /** Bodies that reached the server since the last call, without its registration. */
  take(): string[];
  close(): void;
};

/** A sessionless server that offers `tools`, runs nothing, and records every body. */
export async function startRecorder(tools: readonly string[]): Promise<Recorder> {
  const bodies: string[] = [];
  const server = createServer(async (req, res) => {
    const body = await text(req);
    if (req.method !== 'POST') return res.writeHead(405).end();
    bodies.push(body);
    const answer = answerTo(body, tools);
    if (answer === null) return res.writeHead(202).end();
    return res.writeHead(200, { 'content-type': 'application/json' }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    take: () => bodies.splice(0),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answerTo(body: string, tools: readonly string[]): string | null {
  const message = parse(body);
  if (message?.id === undefined) return null;
  return JSON.stringify({ jsonrpc: '2.0', id: message.id, ...bodyFor(message.method, tools) });
}

function bodyFor(method: unknown, tools: readonly string[]): object {
  if (method === 'server/discover') return { error: { code: -32601, message: 'Method not found' } };
  if (method === 'initialize') return { result: handshake };
  if (method === 'tools/list') return { result: { tools: tools.map((name) => ({ name, inputSchema })) } };
  return { result: { content: [] } };
}

const inputSchema = { type: 'object' };
const serverInfo = { name: 'recorder', version: '1' };
export const handshake = { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo };

function parse(body: string): { id?: unknown; method?: unknown } | null {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
