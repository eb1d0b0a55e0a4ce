import { dataOf, EventSplitter } from '@/lib/mcp/events';
import { type FilteredLists, type ListKind, listsIn, withoutCursor } from '@/lib/mcp/lists';
import { type Exchange, methodOf } from './exchange';
import type { Gate } from './gate';
import { toUpstreamRequest } from './outgoing';
import { showPinned } from './pinned-list';
import { unreadable } from './streams';
import type { UpstreamRequest } from './upstream';
import { visibleTo } from './visible';

const PAGES_MAX = 20;
const ANSWER_BYTES_MAX = 16 * 1024 * 1024;

const listed = new Map<string, ListKind>([
  ['tools/list', 'tools'],
  ['resources/list', 'resources'],
  ['resources/templates/list', 'resourceTemplates'],
  ['prompts/list', 'prompts'],
]);

/** The list that an exchange asks for; undefined where it asks for none. */
export function listAskedBy(exchange: Exchange): ListKind | undefined {
  return listed.get(methodOf(exchange) ?? '');
}

/**
 * Filters lists. Where nothing of a page is left but more pages follow, the next ones are asked for: some clients read
 * one page only and would see nothing at all. Bounded to 20 pages; a cursor that comes twice ends it.
 */
export async function filterListPages(gate: Gate, exchange: Exchange, text: string): Promise<string> {
  const asked = listAskedBy(exchange);
  const seen = new Set<string>();
  let page = text;
  for (;;) {
    const visible = visibleTo(exchange, gate.snapshots);
    const lists = await showPinned(gate, exchange, visible.keep, { text: page, asked });
    if ('problem' in lists) return unreadable(exchange, lists.problem);
    if (asked && visible.isClosed(asked)) return withoutCursor(lists.text);
    if (!asked || !followOn(lists, seen)) return lists.text;
    const next = await askFor(gate, exchange, lists.more ?? '', asked);
    // An error of the server while we page on behalf of the client is still the honest answer to its question.
    if (next === null) return lists.text;
    page = next;
  }
}

function followOn({ kept, more }: FilteredLists, seen: Set<string>): boolean {
  if (kept > 0 || more === null || seen.has(more) || seen.size >= PAGES_MAX) return false;
  seen.add(more);
  return true;
}

/** The same request with another cursor; null when the server does not answer it with a list. */
function askFor(gate: Gate, exchange: Exchange, cursor: string, asked: ListKind): Promise<string | null> {
  const { message, server } = exchange;
  if (message?.kind !== 'request' || !server) return Promise.resolve(null);
  const { id, method, params } = message;
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, method, params: { ...params, cursor } }));
  return collect(gate, { ...toUpstreamRequest(exchange, server), body }, asked);
}

function collect(gate: Gate, request: UpstreamRequest, asked: ListKind): Promise<string | null> {
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
      ended: () => resolve(listOf(Buffer.concat(chunks), stream, asked)),
      failed: () => resolve(null),
    });
    function finish(text: string | null): void {
      abort();
      resolve(text);
    }
  });
}

function listOf(bytes: Buffer, stream: boolean, asked: ListKind): string | null {
  try {
    const texts = stream ? new EventSplitter().push(bytes).map(dataOf) : [bytes.toString('utf8')];
    return texts.find((text) => text !== null && isList(text, asked)) ?? null;
  } catch {
    return null;
  }
}

function isList(text: string, asked: ListKind): boolean {
  return text !== '' && listsIn(JSON.parse(text)).includes(asked);
}
