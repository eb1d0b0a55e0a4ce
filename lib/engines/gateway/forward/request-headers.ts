import { hasNameHeader } from '@/lib/core/mcp/headers';
import { type Exchange, methodOf } from '@/lib/engines/gateway/exchange';
import type { Target } from '@/lib/engines/gateway/ports';
import type { UpstreamRequest } from './upstream';

/** https://www.w3.org/TR/trace-context/ */
const TRACE_PARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const TRACE_STATE = /^[\x20-\x7e]{1,512}$/;

/**
 * The request to the server: the client's bytes, the headers that MCP defines for the era, and nothing else of the
 * client's. The client's Authorization and Accept-Encoding never leave. A header that a server may read instead of the body
 * is sent only where it was compared with the body.
 */
export function toUpstreamRequest(exchange: Exchange, target: Target): UpstreamRequest {
  const { head, era, body } = exchange;
  const method = exchange.req.method === 'GET' || exchange.req.method === 'DELETE' ? exchange.req.method : 'POST';
  const headers = ['accept', head.accept ?? 'application/json, text/event-stream'];
  if (method === 'POST') headers.push('content-type', 'application/json');
  add(headers, 'mcp-protocol-version', head['mcp-protocol-version']);
  addTrace(headers, exchange);
  if (era === 'modern') addRepeated(headers, exchange);
  else addSession(headers, exchange, target, method);
  return { target, method, headers, body, isSafe: isSafe(exchange), isEndless: isEndless(exchange) };
}

/** What repeats the body. */
function addRepeated(headers: string[], exchange: Exchange): void {
  const { head, paramHeaders } = exchange;
  add(headers, 'mcp-method', head['mcp-method']);
  if (hasNameHeader(methodOf(exchange) ?? '')) add(headers, 'mcp-name', head['mcp-name']);
  for (const { name, value } of paramHeaders) add(headers, name, value ?? undefined);
}

function addSession(headers: string[], { head, session }: Exchange, target: Target, method: string): void {
  add(headers, 'mcp-session-id', session?.upstreamIds.get(target.id));
  // Outside a session nothing says whose events would be replayed.
  if (method === 'GET' && session) add(headers, 'last-event-id', head['last-event-id']);
}

/** A message of the gateway's own on the session of an exchange. */
export function toUpstreamAnswer(exchange: Exchange, target: Target, text: string): UpstreamRequest {
  const { head, session } = exchange;
  const headers = ['accept', 'application/json, text/event-stream', 'content-type', 'application/json'];
  add(headers, 'mcp-protocol-version', head['mcp-protocol-version']);
  add(headers, 'mcp-session-id', session?.upstreamIds.get(target.id));
  return { target, method: 'POST', headers, body: Buffer.from(text), isSafe: false, isEndless: false };
}

/** Trace context of its standard form: anything else could be read as something else. */
function addTrace(headers: string[], { head: { traceparent, tracestate } }: Exchange): void {
  if (traceparent === undefined || !TRACE_PARENT.test(traceparent)) return;
  add(headers, 'traceparent', traceparent);
  if (tracestate !== undefined && TRACE_STATE.test(tracestate)) add(headers, 'tracestate', tracestate);
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
