import { setImmediate as breath } from 'node:timers/promises';
import { type Fates, type ListKind, listKinds, type Offer, type Offers } from '@/lib/mcp/lists';
import type { Exchange } from './exchange';
import type { Gate } from './gate';
import type { Keep } from './visible';

/** Elements that are decided in one turn of the event loop: about a millisecond. */
const DECIDED_AT_ONCE = 500;

/**
 * Decides which elements of lists stay. A tool stays with the definition that was reviewed: where the server offers another
 * one, the pinned one takes its place; where that cannot be read, the tool is left out. Never rejects.
 */
export async function decideFates(gate: Gate, exchange: Exchange, keep: Keep, offers: Offers): Promise<Fates> {
  const fates: { [Kind in ListKind]?: (boolean | string)[] } = {};
  for (const kind of listKinds) {
    const offered = offers[kind];
    if (offered) fates[kind] = await keepOf(offered, keep[kind]);
  }
  const { tools = [] } = offers;
  if (fates.tools) fates.tools = await pinnedOf(gate, exchange, tools, fates.tools);
  return fates;
}

async function keepOf(offered: readonly Offer[], keep: Keep[ListKind]): Promise<boolean[]> {
  const kept: boolean[] = [];
  for (const { name } of offered) {
    kept.push(name !== null && (keep?.(name) ?? true));
    if (kept.length % DECIDED_AT_ONCE === 0) await breath();
  }
  return kept;
}

async function pinnedOf(
  { definitions, snapshots }: Gate,
  { serverId }: Exchange,
  offered: readonly Offer[],
  fates: readonly (boolean | string)[],
): Promise<(boolean | string)[]> {
  const server = snapshots.current().servers.get(serverId);
  if (!server) return offered.map(() => false);
  const isOther = offered.map(
    ({ name, hash }, at) => fates[at] === true && name !== null && !definitions.isPinned(server, name, hash),
  );
  const others = new Set(offered.flatMap(({ name }, at) => (isOther[at] && name !== null ? [name] : [])));
  if (others.size === 0) return [...fates];
  const pinned = await definitions.read(server, [...others]);
  return fates.map((fate, at) => (isOther[at] ? (pinned.get(offered[at]?.name ?? '') ?? false) : fate));
}
