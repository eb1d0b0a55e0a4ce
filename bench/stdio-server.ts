import { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

// A server of one tool over stdio, for proxies that start servers themselves.

const server = new McpServer({ name: 'bench', version: '1' });
server.registerTool('read', { inputSchema: z.object({ path: z.string() }) }, () => ({
  content: [{ type: 'text', text: 'ok' }],
}));
await server.connect(new StdioServerTransport());
