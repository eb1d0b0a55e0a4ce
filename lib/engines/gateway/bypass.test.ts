import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startUpstream } from '@/e2e/upstream';
import { denied, policy, type Shape, shapes, tools } from '@/lib/engines/gateway/testing/bypass-shapes.test-data';
import { startGate, type TestGate, token } from '@/lib/engines/gateway/testing/test-gate';

/** Sent byte for byte, which fetch would not do. */
function send(target: string, { body, headers = {}, path, method = 'POST' }: Shape): Promise<string> {
  const { hostname, port, pathname } = new URL(target);
  const all = { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers };
  const lines = Object.entries(all).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`));
  const head = [
    `${method} ${path ?? pathname} HTTP/1.1`,
    `host: localhost:${port}`,
    `authorization: Bearer ${token}`,
    ...lines,
  ];
  const socket = connect(Number(port), hostname);
  const bytes = Buffer.from(body);
  socket.write(`${head.join('\r\n')}\r\nconnection: close\r\ncontent-length: ${bytes.length}\r\n\r\n`);
  socket.write(bytes);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
  });
}

/** An upstream of the first SDK without sessions, which runs whatever it is sent. */
async function startOldUpstream(executed: string[]): Promise<{ url: string; server: Server }> {
  const server = createServer(async (req, res) => {
    const mcp = new McpServer({ name: 'old', version: '1' });
    for (const tool of tools) {
      mcp.registerTool(tool, {}, () => {
        executed.push(tool);
        return { content: [] };
      });
    }
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    await mcp.connect(transport);
    await transport.handleRequest(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`, server };
}

describe.each(['first', 'second'] as const)('in front of a server of the %s SDK', (sdk) => {
  const executed: string[] = [];
  let upstreamUrl: string;
  let gate: TestGate;
  let close: () => unknown;
  const ran = () => executed.splice(0).filter((tool) => tool === 'delete_everything').length;

  beforeAll(async () => {
    if (sdk === 'first') {
      const { url, server } = await startOldUpstream(executed);
      upstreamUrl = url;
      close = () => server.close();
    } else {
      const upstream = await startUpstream({ tools });
      upstreamUrl = upstream.url;
      close = upstream.close;
      const { received } = upstream;
      received.push = (...all) => {
        executed.push(...all.flatMap(({ tool }) => tool ?? []));
        return 0;
      };
    }
    gate = await startGate({ upstreamUrl, tools, policy });
  });
  afterAll(async () => {
    await gate.close();
    await close();
  });

  test('a call of another tool reaches the server', async () => {
    await send(gate.url, { body: denied.replace('delete_everything', 'echo') });
    expect(executed.splice(0)).toEqual(['echo']);
  });

  test('the server itself runs a batch, a duplicate key and an escaped name', async () => {
    for (const name of ['batch of one', 'duplicate name, denied last', 'escaped name']) {
      const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
      const answer = await fetch(upstreamUrl, { method: 'POST', headers, body: String(shapes[name]?.body) });
      await answer.text();
      expect(ran(), name).toBe(1);
    }
  });

  test.each(Object.entries(shapes))('a denied call never reaches the server as: %s', async (_, shape) => {
    const answer = await send(gate.url, shape);
    expect(answer).toMatch(/^HTTP\/1\.1 (200|202|400|404|405|415) /);
    expect(ran()).toBe(0);
  });
});
