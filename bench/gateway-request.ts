import { MODERN_VERSIONS } from '@/lib/core/mcp/eras';

/** The one request that everything between client and server is measured with: a small call of the modern revision. */
const [version] = MODERN_VERSIONS;
const meta = {
  'io.modelcontextprotocol/protocolVersion': version,
  'io.modelcontextprotocol/clientCapabilities': {},
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' },
};

export const body = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'read', arguments: { path: '/srv/reports/2026.txt' }, _meta: meta },
});

export const headers: Record<string, string> = {
  'Content-Type': 'application/json',
  Accept: 'application/json, text/event-stream',
  'MCP-Protocol-Version': version,
  'Mcp-Method': 'tools/call',
  'Mcp-Name': 'read',
};
