import { readJson } from '@/lib/mcp/json';
import { type ListKind, listsIn, pruneCapabilities } from '@/lib/mcp/lists';
import { isRecord } from '@/lib/mcp/message';
import { inputOff, isDeniedUpdate, passQuestion } from './asks';
import { type Exchange, methodOf } from './exchange';
import type { Gate } from './gate';
import { settleVersion } from './negotiation';
import { unreadable } from './streams';
import { refuseBegunTask } from './tasks';
import { filterListPages, listAskedBy } from './tool-pages';
import { visibleTo } from './visible';

/** Methods whose answers announce what the server can do. */
const ANNOUNCING: ReadonlySet<string> = new Set(['initialize', 'server/discover']);

/** Methods whose answer may ask the client for input, in the modern era. */
const ASKING: ReadonlySet<string> = new Set(['tools/call', 'prompts/get', 'resources/read']);

/** Whether an answer may be rewritten, and so must be whole before the first byte leaves. */
export function isRewritten(gate: Gate, exchange: Exchange): boolean {
  const method = methodOf(exchange) ?? '';
  if (ANNOUNCING.has(method) || (exchange.era === 'modern' && ASKING.has(method))) return true;
  const asked = listAskedBy(exchange);
  return asked !== undefined && isFiltered(gate, exchange, asked);
}

function isFiltered(gate: Gate, exchange: Exchange, kind: ListKind): boolean {
  return visibleTo(exchange, gate.snapshots).keep[kind] !== undefined;
}

/**
 * A message of the server as the agent may see it, the very text where nothing has to be left out; null where it may not
 * see it at all. Lists are known by their shape as well as by what was asked: replayed answers come on other streams.
 */
export function rewrite(
  gate: Gate,
  exchange: Exchange,
  text: string,
  message: unknown,
): string | null | Promise<string> {
  // A batch could carry a list of tools past the filter; nobody sends one to a client that sent none.
  if (!isRecord(message)) return unreadable(exchange, 'it is not one JSON-RPC message');
  if ('method' in message && 'id' in message) return passQuestion(gate, exchange, text);
  if (isDeniedUpdate(gate, exchange, message)) return null;
  const instead =
    settleVersion(gate, exchange, message) ?? refuseBegunTask(exchange, message) ?? inputOff(gate, exchange, message);
  if (instead !== null) return instead;
  if (!('result' in message)) return text;
  const asked = listAskedBy(exchange);
  const lists = asked ? [asked, ...listsIn(message)] : listsIn(message);
  if (lists.some((kind) => isFiltered(gate, exchange, kind))) return filterListPages(gate, exchange, text);
  if (!ANNOUNCING.has(methodOf(exchange) ?? '')) return text;
  const json = readJson(text, true);
  return 'problem' in json ? unreadable(exchange, json.problem) : pruneCapabilities(text);
}
