import type { Answer } from '@/lib/engines/gateway/errors';
import type { Exchange } from '@/lib/engines/gateway/exchange';

/** Sends a whole answer, head and body together, and notes its verdict for the log. */
export function reply(exchange: Exchange, { status, body, headers = [], verdict, failure }: Answer): void {
  const { res, session } = exchange;
  exchange.verdict = verdict;
  exchange.failure = failure ?? exchange.failure;
  if (res.headersSent || res.destroyed) return;
  const bytes = Buffer.byteLength(body);
  exchange.responseBytes = bytes;
  const head =
    bytes === 0 ? ['Content-Length', '0'] : ['Content-Type', 'application/json', 'Content-Length', String(bytes)];
  res.writeHead(status, [...head, ...sessionHeader(session), ...headers]);
  res.end(body);
}

/** Our own session id goes with every answer of a session; the server's never leaves. */
export function sessionHeader(session: Exchange['session']): string[] {
  return session ? ['Mcp-Session-Id', session.id] : [];
}
