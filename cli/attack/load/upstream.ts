import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { runInBackground } from './background';

// An MCP server of the bench's own, in a process of its own, that answers as cheaply as it can. Tells its port. With
// `attacker` it takes only idle processor time: on a machine of its own it would take nothing from the gateway.

if (process.argv.includes('attacker')) runInBackground();

const small = '"result":{"content":[{"type":"text","text":"ok"}]}';
const large = Buffer.from(`"result":{"content":[{"type":"text","text":"${'x'.repeat(8 * 1_048_576)}"}]}`);
const names = ['read', 'search', 'count', 'large', ...Array.from({ length: 3_000 }, (_, at) => `tool_${at}`)];
const list = `"result":{"tools":[${names.map((name) => {
  return `{"name":"${name}","description":"${'d'.repeat(300)}","inputSchema":{"type":"object"}}`;
})}]}`;
const session =
  '"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"bench","version":"1"}}';

const server = createServer((req, res) => void answer(req, res));
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));

async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await text(req);
  // Only the beginning is looked at: the bench is to measure the gateway.
  const head = body.slice(0, 400);
  const id = /"id":("[^"]*"|\d+)/.exec(head)?.[1] ?? '1';
  const begins = head.includes('"initialize"');
  const headers = { 'content-type': 'application/json', ...(begins && { 'mcp-session-id': `s${Math.random()}` }) };
  if (!head.includes('"id"')) {
    res.writeHead(202).end();
  } else {
    res.writeHead(200, headers);
    for (const piece of [`{"jsonrpc":"2.0","id":${id},`, resultOf(head)]) res.write(piece);
    res.end('}');
  }
}

function resultOf(head: string): string | Buffer {
  if (head.includes('"initialize"')) return session;
  if (head.includes('"tools/list"')) return list;
  return head.includes('"large"') ? large : small;
}
