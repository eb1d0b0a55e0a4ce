import { dataOf, type Event, EventSplitter, TOO_LONG } from '@/lib/core/mcp/events';
import type { JsonProblem } from '@/lib/core/mcp/json';
import type { Fates, ListKind } from '@/lib/core/mcp/lists';
import { type Exchange, idOf, methodOf, waiterOf } from '@/lib/engines/gateway/exchange';
import { toUpstreamRequest } from '@/lib/engines/gateway/forward/request-headers';
import type { UpstreamRequest } from '@/lib/engines/gateway/forward/upstream';
import type { Gate } from '@/lib/engines/gateway/gate';
import type { AnswerRead, Busy, Content } from './answer-reader';
import type { ListPlan } from './answer-reading';
import { HeldAnswer } from './held-answer';
import { decideFates } from './pinned-list';
import { overloaded, unreadable } from './unreadable';
import { visibleTo } from './visible';

/** Pages that are asked for on behalf of one client, and the time for all of them. */
const PAGES_MAX = 20;
const PAGES_MS_MAX = 20_000;
/** Events of a page that comes as a stream: behind these no list is looked for. */
const EVENTS_MAX = 1_000;

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
 * that was asked for is left out. Never rejects; an answer that cannot be read becomes the text of an error.
 */
export async function filterListPages(gate: Gate, exchange: Exchange, first: AnswerRead): Promise<Content> {
  const held = new HeldAnswer(gate.answers, exchange.caller);
  try {
    return await filterPages(gate, exchange, first, { held, until: performance.now() + PAGES_MS_MAX });
  } finally {
    held.leave(exchange.res);
  }
}

async function filterPages(gate: Gate, exchange: Exchange, first: AnswerRead, bounds: Bounds): Promise<Content> {
  const asked = listAskedBy(exchange);
  const seen = new Set<unknown>(asked ? [cursorAskedBy(exchange)] : []);
  let page = first;
  for (;;) {
    const { lists, cursor } = resultOf(page);
    if (asked && !lists.includes(asked)) return unreadable(exchange, `the answer is not a list of ${asked}`);
    const visible = visibleTo(exchange, gate);
    const isWhole = page === first && asked === 'tools' && cursorAskedBy(exchange) === undefined && cursor === null;
    const fates = await decideFates(gate, exchange, visible.keep, { offers: page.offers, isWhole });
    const step = asked ? stepAfter(isAnyKept(fates), cursor, seen, visible.isClosed(asked)) : 'take';
    const next = await pageAfter(gate, exchange, bounds, step);
    // An error of the server while we page on behalf of the client is still the honest answer to its question.
    if (next === null)
      return write(gate, exchange, page.content, { era: exchange.era, fates, isLast: step === 'last' });
    seen.add(cursor);
    page = next;
  }
}

function resultOf({ facts }: AnswerRead): { lists: readonly ListKind[]; cursor: string | null } {
  return (facts.kind === 'response' && facts.result) || { lists: [], cursor: null };
}

function isAnyKept(fates: Fates): boolean {
  return Object.values(fates).some((list) => list.some((fate) => fate !== false));
}

async function write(gate: Gate, exchange: Exchange, content: Content, plan: ListPlan): Promise<Content> {
  const isWhole = Object.values(plan.fates).every((list) => list.every((fate) => fate === true));
  if (isWhole && plan.era === 'legacy' && !plan.isLast) return content;
  const written = await gate.answerReader.write(content, plan, waiterOf(exchange));
  if (written === 'busy') return overloaded(exchange);
  return typeof written === 'object' && 'problem' in written ? unreadable(exchange, written.problem) : written;
}

function cursorAskedBy({ message }: Exchange): unknown {
  return message?.kind === 'request' ? message.params.cursor : undefined;
}

/** What becomes of a page: the client takes it, it takes it as the last, or the next one is asked for. */
function stepAfter(isAnyKept: boolean, more: string | null, seen: ReadonlySet<unknown>, isClosed: boolean): Step {
  if (isClosed || (more !== null && seen.has(more))) return 'last';
  return isAnyKept || more === null || seen.size > PAGES_MAX ? 'take' : { cursor: more };
}

type Step = 'take' | 'last' | { cursor: string };

function pageAfter(gate: Gate, exchange: Exchange, bounds: Bounds, step: Step): Promise<AnswerRead | null> | null {
  return typeof step === 'string' ? null : askFor(gate, exchange, bounds, step.cursor);
}

/** `held`: of all pages together, at most 16 MiB. `until`: as `performance.now()` says the time. */
type Bounds = { held: HeldAnswer; until: number };

/** The same request with another cursor; null when the server does not answer it with a readable list in time. */
async function askFor(gate: Gate, exchange: Exchange, bounds: Bounds, cursor: string): Promise<AnswerRead | null> {
  const { target, res } = exchange;
  if (!target || res.destroyed) return null;
  const request = toUpstreamRequest(exchange, target);
  if (!request.body) return null;
  const page = await collect(gate, exchange, bounds, { ...request, body: withCursor(request.body, cursor) });
  return page && listIn(gate, exchange, page, cursor);
}

/** Made of the request that was sent: what was taken out of the client's must not come back with the next page. */
function withCursor(sent: Buffer, cursor: string): Buffer {
  const message = JSON.parse(sent.toString());
  return Buffer.from(JSON.stringify({ ...message, params: { ...message.params, cursor } }));
}

type Came = { pieces: Buffer[]; isStream: boolean };

function collect(gate: Gate, exchange: Exchange, bounds: Bounds, request: UpstreamRequest): Promise<Came | null> {
  const { held, until } = bounds;
  return new Promise((resolve) => {
    let isStream = false;
    let abort = () => {};
    const finish = (came: Came | null) => {
      clearTimeout(timer);
      exchange.res.off('close', leave);
      abort();
      resolve(came);
    };
    const leave = () => finish(null);
    const timer = setTimeout(leave, Math.max(0, until - performance.now()));
    exchange.res.once('close', leave);
    abort = gate.upstream.send(request, {
      head({ status, contentType }) {
        isStream = contentType.startsWith('text/event-stream');
        if (status !== 200) leave();
      },
      bytes(chunk) {
        if (held.add(chunk) !== null) leave();
      },
      ended: () => finish({ pieces: held.take(), isStream }),
      failed: leave,
    });
  });
}

/** The response to the exchange's own request among what came; null where there is none. */
async function listIn(
  { answerReader }: Gate,
  exchange: Exchange,
  { pieces, isStream }: Came,
  cursor: string,
): Promise<AnswerRead | null> {
  // Its client may wait on a stream.
  const asked = { cursor, inOneLine: true };
  const waiter = waiterOf(exchange);
  if (!isStream) {
    const read = await answerReader.whole(pieces, asked, waiter);
    return isListFor(exchange, read) ? read : null;
  }
  for (const event of eventsIn(pieces)) {
    const read = await answerReader.event(event, asked, waiter);
    const message = typeof read === 'object' && 'read' in read ? read.read : read;
    if (isListFor(exchange, message)) return message;
  }
  return null;
}

function isListFor(exchange: Exchange, read: AnswerRead | JsonProblem | Busy | null): read is AnswerRead {
  if (read === null || read === 'busy' || 'problem' in read) return false;
  const isAnswer = read.facts.kind === 'response' && read.facts.id === idOf(exchange);
  return isAnswer && resultOf(read).lists.some((kind) => kind === listAskedBy(exchange));
}

/** The events with data in them, among the first 1,000 and up to bytes that are not UTF-8. */
function* eventsIn(pieces: readonly Buffer[]): Generator<Buffer> {
  const splitter = new EventSplitter();
  let count = 0;
  try {
    for (const piece of pieces) {
      for (const event of splitter.push(piece)) {
        count += 1;
        if (count > EVENTS_MAX) return;
        if (hasData(event)) yield Buffer.from(event);
      }
    }
  } catch {
    // What came before them was read.
  }
}

function hasData(event: Event): event is Exclude<Event, typeof TOO_LONG> {
  if (event === TOO_LONG) return false;
  return typeof event !== 'string' || Boolean(dataOf(event));
}
