import { dataOf, EventSplitter } from '@/lib/mcp/events';
import type { ToolList } from '@/lib/mcp/lists';
import { isRecord } from '@/lib/mcp/message';
import type { Exchange } from './exchange';
import type { Gate } from './gate';
import { toUpstreamRequest } from './outgoing';
import { showPinned } from './pinned-list';
import { unreadable } from './streams';
import type { UpstreamRequest } from './upstream';

const PAGES_MAX = 20;
const ANSWER_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Filters a list of tools. Where nothing of a page is left but more pages follow, the next ones are asked for: some
 * clients read one page only and would see no tools at all. Bounded to 20 pages; a cursor that comes twice ends it.
 */
export async function filterToolPages(gate: Gate, exchange: Exchange, text: string): Promise<string> {
  const seen = new Set<string>();
  let page = text;
  for (;;) {
    const list = await showPinned(gate, exchange, page);
    if ('problem' in list) return unreadable(exchange, list.problem);
    if (!followOn(exchange, list, seen)) return list.text;
    const next = await askFor(gate, exchange, list.more ?? '');
    // An error of the server while we page on behalf of the client is still the honest answer to its question.
    if (next === null) return list.text;
    page = next;
  }
}

function followOn({ message }: Exchange, { kept, more }: ToolList, seen: Set<string>): boolean {
  if (kept > 0 || more === null || message?.kind !== 'request' || message.method !== 'tools/list') return false;
  if (seen.has(more) || seen.size >= PAGES_MAX) return false;
  seen.add(more);
  return true;
}

/** The same request with another cursor; null when the server does not answer it with a list. */
function askFor(gate: Gate, exchange: Exchange, cursor: string): Promise<string | null> {
  const { message, server } = exchange;
  if (message?.kind !== 'request' || !server) return Promise.resolve(null);
  const { id, method, params } = message;
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, method, params: { ...params, cursor } }));
  return collect(gate, { ...toUpstreamRequest(exchange, server), body });
}

function collect(gate: Gate, request: UpstreamRequest): Promise<string | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let stream = false;
    const abort = gate.upstream.send(request, {
      head({ status, contentType }) {
        stream = contentType.startsWith('text/event-stream');
        if (status !== 200) finish(null);
      },
      bytes(chunk) {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > ANSWER_BYTES_MAX) finish(null);
      },
      ended: () => resolve(listOf(Buffer.concat(chunks), stream)),
      failed: () => resolve(null),
    });
    function finish(text: string | null): void {
      abort();
      resolve(text);
    }
  });
}

function listOf(bytes: Buffer, stream: boolean): string | null {
  try {
    const texts = stream ? new EventSplitter().push(bytes).map(dataOf) : [bytes.toString('utf8')];
    return texts.find((text) => text !== null && isList(text)) ?? null;
  } catch {
    return null;
  }
}

function isList(text: string): boolean {
  const message: unknown = text === '' ? null : JSON.parse(text);
  return isRecord(message) && isRecord(message.result) && Array.isArray(message.result.tools);
}
