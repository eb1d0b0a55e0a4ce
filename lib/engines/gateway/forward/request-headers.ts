import type { Exchange } from '@/lib/engines/gateway/exchange';
import type { UpstreamRequest } from './upstream';

/**
 * The request to the server: the client's bytes, the headers that MCP defines for the era, and nothing else of the
 * client's. The client's Authorization and Accept-Encoding never leave.
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
  return { server, method, headers, body, isSafe: isSafe(exchange), isEndless: isEndless(exchange) };
}

/** A message of the gateway's own on the session of an exchange. */
export function toUpstreamAnswer(exchange: Exchange, server: UpstreamRequest['server'], text: string): UpstreamRequest {
  const { head, session } = exchange;
  const headers = ['accept', 'application/json, text/event-stream', 'content-type', 'application/json'];
  add(headers, 'mcp-protocol-version', head['mcp-protocol-version']);
  add(headers, 'mcp-session-id', session?.upstreamId);
  return { server, method: 'POST', headers, body: Buffer.from(text), isSafe: false, isEndless: false };
}

function add(headers: string[], name: string, value: string | undefined): void {
  if (value !== undefined) headers.push(name, value);
}

/** Methods that change nothing at the server, whatever it does. */
const SAFE: ReadonlySet<string> = new Set([
  'initialize',
  'server/discover',
  'ping',
  'tools/list',
  'resources/list',
  'resources/templates/list',
  'prompts/list',
]);

function isSafe(exchange: Exchange): boolean {
  return exchange.message?.kind === 'request' && SAFE.has(exchange.message.method);
}

/** The stream of a GET, and a subscription: what they wait for may never come. */
function isEndless({ message }: Exchange): boolean {
  return message === null || (message.kind === 'request' && message.method === 'subscriptions/listen');
}
