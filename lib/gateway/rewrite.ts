import { readJson } from '@/lib/mcp/json';
import { carriesTools, pruneCapabilities } from '@/lib/mcp/lists';
import { isRecord } from '@/lib/mcp/message';
import { type Exchange, methodOf } from './exchange';
import type { Gate } from './gate';
import { unreadable } from './streams';
import { filterToolPages } from './tool-pages';

/** Methods whose answers are rewritten, and so must be whole before the first byte leaves. */
const REWRITTEN: ReadonlySet<string> = new Set(['tools/list', 'initialize', 'server/discover']);

export function isRewritten(exchange: Exchange): boolean {
  return REWRITTEN.has(methodOf(exchange) ?? '');
}

/**
 * A message of the server as the agent may see it, the very text where nothing has to be left out. A list of tools is
 * known by its shape as well as by what was asked: replayed answers come on other streams.
 */
export function rewrite(gate: Gate, exchange: Exchange, text: string, message: unknown): string | Promise<string> {
  // A batch could carry a list of tools past the filter; nobody sends one to a client that sent none.
  if (!isRecord(message)) return unreadable(exchange, 'it is not one JSON-RPC message');
  if (!('result' in message)) return text;
  if (carriesTools(message) || methodOf(exchange) === 'tools/list') return filterToolPages(gate, exchange, text);
  if (!isRewritten(exchange)) return text;
  const json = readJson(text, true);
  return 'problem' in json ? unreadable(exchange, json.problem) : pruneCapabilities(text);
}
