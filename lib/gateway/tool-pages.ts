import { readServerMessage } from '@/lib/mcp/answer';
import { dataOf, EventSplitter, TOO_LONG } from '@/lib/mcp/events';
import { readUtf8 } from '@/lib/mcp/json';
import { type FilteredLists, type ListKind, listsIn, withoutCursor } from '@/lib/mcp/lists';
import { type Exchange, idOf, methodOf } from './exchange';
import type { Gate } from './gate';
import { noTurn, takeTurn } from './list-turn';
import { toUpstreamRequest } from './outgoing';
import { showPinned } from './pinned-list';
import { unreadable } from './unreadable';
import type { UpstreamRequest } from './upstream';
import { visibleTo } from './visible';

const PAGES_MAX = 20;
/** Of all pages that are asked for on behalf of one client, together. */
const PAGES_BYTES_MAX = 16 * 1024 * 1024;
const PAGES_MS_MAX = 20_000;

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
 * one page only and would see nothing at all. Bounded to 20 pages, 16 MiB and 20 seconds; a cursor that leads back to a page
 * that was asked for is left out.
 */
export async function filterListPages(gate: Gate, exchange: Exchange, text: string): Promise<string> {
  return (await takeTurn(gate, exchange, text)) ? filterPages(gate, exchange, text) : noTurn(exchange);
}

async function filterPages(gate: Gate, exchange: Exchange, text: string): Promise<string> {
  const asked = listAskedBy(exchange);
  const seen = new Set<unknown>(asked ? [cursorAskedBy(exchange)] : []);
  const bounds = { bytesLeft: PAGES_BYTES_MAX, until: performance.now() + PAGES_MS_MAX };
  let page = text;
  for (;;) {
    const visible = visibleTo(exchange, gate.snapshots);
    const lists = await showPinned(gate, exchange, visible.keep, { text: page, asked });
    if ('problem' in lists) return unreadable(exchange, lists.problem);
    const step = asked ? stepAfter(lists, seen, visible.isClosed(asked)) : 'take';
    if (step === 'take') return lists.text;
    if (step === 'last') return withoutCursor(lists.text);
    seen.add(step.cursor);
    const next = await askFor(gate, exchange, bounds, step.cursor);
    // An error of the server while we page on behalf of the client is still the honest answer to its question.
    if (next === null) return lists.text;
    page = next;
  }
}

function cursorAskedBy({ message }: Exchange): unknown {
  return message?.kind === 'request' ? message.params.cursor : undefined;
}

/** What becomes of a page: the client takes it, it takes it as the last, or the next one is asked for. */
function stepAfter(
  { kept, more }: FilteredLists,
  seen: ReadonlySet<unknown>,
  isClosed: boolean,
): 'take' | 'last' | { cursor: string } {
  if (isClosed || (more !== null && seen.has(more))) return 'last';
  return kept > 0 || more === null || seen.size > PAGES_MAX ? 'take' : { cursor: more };
}

type Bounds = { bytesLeft: number; readonly until: number };

/** The same request with another cursor; null when the server does not answer it with a readable list in time. */
async function askFor(gate: Gate, exchange: Exchange, bounds: Bounds, cursor: string): Promise<string | null> {
  const { message, server } = exchange;
  if (message?.kind !== 'request' || !server) return null;
  const { id, method, params } = message;
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, method, params: { ...params, cursor } }));
  const page = await collect(gate, exchange, bounds, { ...toUpstreamRequest(exchange, server), body });
  return page !== null && (await takeTurn(gate, exchange, page)) ? page : null;
}

function collect(gate: Gate, exchange: Exchange, bounds: Bounds, request: UpstreamRequest): Promise<string | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let stream = false;
    let abort = () => {};
    const finish = (text: string | null) => {
      clearTimeout(timer);
      exchange.res.off('close', leave);
      abort();
      resolve(text);
    };
    const leave = () => finish(null);
    const timer = setTimeout(leave, Math.max(0, bounds.until - performance.now()));
    exchange.res.once('close', leave);
    abort = gate.upstream.send(request, {
      head({ status, contentType }) {
        stream = contentType.startsWith('text/event-stream');
        if (status !== 200) finish(null);
      },
      bytes(chunk) {
        bounds.bytesLeft -= chunk.length;
        chunks.push(chunk);
        if (bounds.bytesLeft < 0) finish(null);
      },
      ended: () => finish(listIn(exchange, Buffer.concat(chunks), stream)),
      failed: () => finish(null),
    });
  });
}

/** The response to the exchange's own request among what came; null where there is none. */
function listIn(exchange: Exchange, bytes: Buffer, stream: boolean): string | null {
  for (const text of stream ? dataIn(bytes) : [readUtf8(bytes)]) {
    const message = text ? readServerMessage(text) : null;
    const isAnswer = message && 'kind' in message && message.kind === 'response' && message.id === idOf(exchange);
    const asked = listAskedBy(exchange);
    if (isAnswer && asked && listsIn(message.value).includes(asked)) return message.text;
  }
  return null;
}

function dataIn(bytes: Buffer): (string | null)[] {
  try {
    return new EventSplitter().push(bytes).map((event) => (event === TOO_LONG ? null : dataOf(event)));
  } catch {
    return [];
  }
}
