import { type ListKind, listsIn, pruneCapabilities } from '@/lib/mcp/lists';
import { errorOff, inputOff, isDeniedUpdate, passQuestion } from './asks';
import { type Exchange, methodOf } from './exchange';
import type { Gate } from './gate';
import { settleVersion } from './negotiation';
import { refuseBegunTask } from './tasks';
import { filterListPages, listAskedBy } from './tool-pages';
import { visibleTo } from './visible';

/** Methods whose answers announce what the server can do. */
const ANNOUNCING: ReadonlySet<string> = new Set(['initialize', 'server/discover']);

function isFiltered(gate: Gate, exchange: Exchange, kind: ListKind): boolean {
  return visibleTo(exchange, gate.snapshots).keep[kind] !== undefined;
}

/**
 * A message of the server, strictly read, as the agent may see it, the very text where nothing has to be left out; null where it may not
 * see it at all. Lists are known by their shape as well as by what was asked: replayed answers come on other streams.
 */
export function rewrite(
  gate: Gate,
  exchange: Exchange,
  text: string,
  message: Readonly<Record<string, unknown>>,
): string | null | Promise<string> {
  if ('method' in message && 'id' in message) return passQuestion(gate, exchange, text);
  if (isDeniedUpdate(gate, exchange, message)) return null;
  const instead =
    settleVersion(gate, exchange, message) ??
    refuseBegunTask(exchange, message) ??
    inputOff(gate, exchange, message) ??
    errorOff(gate, exchange, message.error);
  if (instead !== null) return instead;
  if (!('result' in message)) return text;
  const asked = listAskedBy(exchange);
  const lists = asked ? [asked, ...listsIn(message)] : listsIn(message);
  if (lists.some((kind) => isFiltered(gate, exchange, kind))) return filterListPages(gate, exchange, text);
  return ANNOUNCING.has(methodOf(exchange) ?? '') ? pruneCapabilities(text) : text;
}
