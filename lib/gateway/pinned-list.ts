import { setImmediate as breath } from 'node:timers/promises';
import type { JsonProblem } from '@/lib/mcp/json';
import { type FilteredLists, filterLists, type Keep, type ListKind } from '@/lib/mcp/lists';
import type { Exchange } from './exchange';
import type { Gate } from './gate';
import type { ServerEntry } from './ports';

/** Characters of definitions that are compared before other calls get their turn: about a millisecond. */
const COMPARED_AT_ONCE = 256 * 1024;

/** `asked`: the list that the text must carry. */
type Page = { text: string; asked: ListKind | undefined };

/**
 * Lists as the agent may read them: what is kept, each tool with the definition that was reviewed. Where the server
 * offers another one, the pinned one stands in its place; where that cannot be had, the tool is left out.
 */
export async function showPinned(
  gate: Gate,
  { era, serverId }: Exchange,
  keep: Keep,
  { text, asked }: Page,
): Promise<FilteredLists | JsonProblem> {
  const server = gate.snapshots.current().servers.get(serverId);
  const offered: [name: string, definition: string][] = [];
  const tools = (name: string, definition: string) => {
    if (!keep.tools?.(name, definition)) return false;
    offered.push([name, definition]);
    return true;
  };
  const lists = filterLists(text, era, { ...keep, tools }, asked);
  if ('problem' in lists || !server) return lists;
  const others = await findOthers(gate, server, offered);
  if (others.size === 0) return lists;
  const pinned = await gate.definitions.read(server, [...new Set(others.values())]);
  const reviewed = (name: string, definition: string) => {
    if (!keep.tools?.(name, definition)) return false;
    return others.get(definition) === name ? (pinned.get(name) ?? false) : true;
  };
  return filterLists(text, era, { ...keep, tools: reviewed }, asked);
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
