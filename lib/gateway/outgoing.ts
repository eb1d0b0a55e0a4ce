import type { Exchange } from './exchange';
import type { UpstreamRequest } from './upstream';

/**
 * The request to the server: the client's bytes, the headers that MCP defines for the era, and nothing else of the
 * client's. The client's Authorization never leaves; Accept-Encoding is left out so that answers come readable.
 */
export function toUpstreamRequest(exchange: Exchange, server: UpstreamRequest['server']): UpstreamRequest {
  const { head, session, era, body } = exchange;
  const method = exchange.req.method === 'GET' || exchange.req.method === 'DELETE' ? exchange.req.method : 'POST';
  const headers = ['accept', head.accept ?? 'application/json, text/event-stream'];
  if (method === 'POST') headers.push('content-type', 'application/json');
  add(headers, 'mcp-protocol-version', head['mcp-protocol-version']);
  add(headers, 'traceparent', head.traceparent);
  add(headers, 'tracestate', head.tracestate);
  if (era === 'modern') {
    add(headers, 'mcp-method', head['mcp-method']);
    add(headers, 'mcp-name', head['mcp-name']);
    headers.push(...head.params);
  } else {
    add(headers, 'mcp-session-id', session?.upstreamId);
    add(headers, 'last-event-id', head['last-event-id']);
  }
  return { server, method, headers, body };
}

function add(headers: string[], name: string, value: string | undefined): void {
  if (value !== undefined) headers.push(name, value);
}
