import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

/** One message that reached the server; `tool` and `args` of a tool call. */
export type Received = { method: string; tool?: string; args?: Record<string, unknown> };

export type Upstream = { url: string; received: Received[]; close(): Promise<void> };

const Message = z.looseObject({
  method: z.string(),
  params: z
    .looseObject({ name: z.string().optional(), arguments: z.record(z.string(), z.unknown()).optional() })
    .optional(),
});

/**
 * A real MCP server of both protocol eras on a free port of the loopback, by default with the tools of the Kestra server.
 * Each tool answers with its arguments as JSON; what reached the server is kept in `received`, in order.
 */
export async function startUpstream({ tools = kestraTools() }: { tools?: string[] } = {}): Promise<Upstream> {
  const received: Received[] = [];
  const handler = createMcpHandler(() => makeServer(tools));
  const answer = toNodeHandler(handler);
  const http = createServer(async (req, res) => {
    if (req.method !== 'POST') return void answer(req, res);
    const body = await json(req);
    note(body, received);
    await answer(req, res, body);
  });
  await new Promise<void>((resolve) => http.listen(portOf(process.env.UPSTREAM_PORT), '127.0.0.1', resolve));
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    received,
    async close() {
      await handler.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

function makeServer(tools: string[]): McpServer {
  const server = new McpServer({ name: 'recording-upstream', version: '1.0.0' });
  for (const tool of tools) {
    server.registerTool(
      tool,
      { description: 'Answers with its arguments.', inputSchema: z.looseObject({}) },
      (args) => ({
        content: [{ type: 'text', text: JSON.stringify(args) }],
      }),
    );
  }
  return server;
}

function note(body: unknown, received: Received[]): void {
  for (const one of Array.isArray(body) ? body : [body]) {
    const message = Message.safeParse(one).data;
    if (!message) continue;
    const call = message.method === 'tools/call' ? { tool: message.params?.name, args: message.params?.arguments } : {};
    received.push({ method: message.method, ...call });
  }
}

function kestraTools(): string[] {
  const file = join(import.meta.dirname, '..', 'data', 'catalogue', 'kestra-io-mcp-server-python.json');
  const { tools } = z
    .object({ tools: z.array(z.object({ name: z.string() })) })
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  return tools.map(({ name }) => name);
}

function portOf(text: string | undefined): number {
  return text ? Number(text) : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log((await startUpstream()).url);
