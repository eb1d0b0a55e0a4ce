import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

// A proxy as anybody would write it first: the SDK's server in front, its client behind. Tells its port.

const [upstream = ''] = process.argv.slice(2);
const client = new Client({ name: 'proxy', version: '1' });
await client.connect(new StreamableHTTPClientTransport(new URL(upstream)));

const handler = createMcpHandler(() => {
  const server = new McpServer({ name: 'proxy', version: '1' });
  const inputSchema = z.object({ path: z.string() });
  server.registerTool('read', { inputSchema }, async (args) => {
    const { content } = await client.callTool({ name: 'read', arguments: args });
    return { content };
  });
  return server;
});

const http = createServer(toNodeHandler(handler));
http.listen(0, '127.0.0.1', () => process.send?.((http.address() as AddressInfo).port));
