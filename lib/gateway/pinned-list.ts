import { setImmediate as breath } from 'node:timers/promises';
import type { JsonProblem } from '@/lib/mcp/json';
import { filterTools, type ToolList } from '@/lib/mcp/lists';
import type { Exchange } from './exchange';
import type { Gate } from './gate';
import type { ServerEntry } from './ports';
import { visibleTools } from './visible';

/** Characters of definitions that are compared before other calls get their turn: about a millisecond. */
const COMPARED_AT_ONCE = 256 * 1024;

/**
 * A list of tools as the agent may read it: the visible tools, each with the definition that was reviewed. Where the server
 * offers another one, the pinned one stands in its place; where that cannot be had, the tool is left out.
 */
export async function showPinned(gate: Gate, exchange: Exchange, text: string): Promise<ToolList | JsonProblem> {
  const server = gate.snapshots.current().servers.get(exchange.serverId);
  const isVisible = visibleTools(exchange, gate.snapshots);
  const offered: [name: string, definition: string][] = [];
  const list = filterTools(text, exchange.era, (name, definition) => {
    if (!isVisible(name)) return false;
    offered.push([name, definition]);
    return true;
  });
  if ('problem' in list || !server) return list;
  const others = await findOthers(gate, server, offered);
  if (others.size === 0) return list;
  const pinned = await gate.definitions.read(server, [...new Set(others.values())]);
  return filterTools(text, exchange.era, (name, definition) => {
    if (!isVisible(name)) return false;
    return others.get(definition) === name ? (pinned.get(name) ?? false) : true;
  });
}

/** What differs from its pinned definition, with the name of its tool. */
async function findOthers(
  { definitions }: Gate,
  server: ServerEntry,
  offered: readonly [name: string, definition: string][],
): Promise<Map<string, string>> {
  const others = new Map<string, string>();
  let compared = 0;
  for (const [name, definition] of offered) {
    if (!definitions.isPinned(server, name, definition)) others.set(definition, name);
    compared += definition.length;
    if (compared < COMPARED_AT_ONCE) continue;
    compared = 0;
    await breath();
  }
  return others;
}
