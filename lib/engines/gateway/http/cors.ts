import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Head } from './head';

/** Origins of web pages that may speak to the gateway from a browser, each exact. */
export type Origins = ReadonlySet<string>;

/** What a page may read of an answer beside the few headers that every page may. */
const EXPOSED = 'Mcp-Session-Id, MCP-Protocol-Version, WWW-Authenticate';
const METHODS = 'GET, POST, DELETE';
const HEADERS = [
  'authorization',
  'content-type',
  'accept',
  'last-event-id',
  'mcp-protocol-version',
  'mcp-session-id',
  'mcp-method',
  'mcp-name',
  'traceparent',
  'tracestate',
];
/** Mirrored arguments; which ones there are, only the tools know. */
const PARAM_HEADER = /^mcp-param-[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/;
const PARAM_HEADERS_MAX = 32;
const AGE_SECONDS = 600;

/**
 * Lets the pages of the listed origins read the answer, and answers their preflight, which carries no grant. True: it
 * was one and is answered. No other origin is ever named, nor is a wildcard; cookies are never asked for.
 */
export function allowOrigin(req: IncomingMessage, res: ServerResponse, head: Head, origins: Origins): boolean {
  const { origin } = head;
  if (origin === undefined || head.repeated === 'origin' || !origins.has(origin)) return false;
  res.setHeader('Access-Control-Allow-Origin', origin);
  res.setHeader('Access-Control-Expose-Headers', EXPOSED);
  res.setHeader('Vary', 'Origin');
  if (req.method !== 'OPTIONS' || req.headers['access-control-request-method'] === undefined) return false;
  const headers = [...HEADERS, ...wantedParams(req.headers['access-control-request-headers'])].join(', ');
  res.writeHead(204, [
    'Access-Control-Allow-Methods',
    METHODS,
    'Access-Control-Allow-Headers',
    headers,
    'Access-Control-Max-Age',
    String(AGE_SECONDS),
  ]);
  res.end();
  return true;
}

function wantedParams(wanted: string | string[] | undefined): string[] {
  return String(wanted ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => PARAM_HEADER.test(name))
    .slice(0, PARAM_HEADERS_MAX);
}
