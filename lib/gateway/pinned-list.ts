import { setImmediate as breath, setTimeout as delay } from 'node:timers/promises';
import { type Fates, type ListKind, listKinds, type Offer, type Offers } from '@/lib/mcp/lists';
import { type Exchange, waiterOf } from './exchange';
import type { Gate } from './gate';
import type { Keep } from './visible';

/** Elements are decided for so long before other calls get their turn: one may take milliseconds against many patterns. */
const SLICE_MS = 1;
const WAIT_MS_MAX = 1_000;

/**
 * Decides which elements of lists stay. A tool stays with the definition that was reviewed: where the server offers another
 * one, the pinned one takes its place; where that cannot be read, the tool is left out. Never rejects.
 */
export async function decideFates(gate: Gate, exchange: Exchange, keep: Keep, offers: Offers): Promise<Fates> {
  const fates: { [Kind in ListKind]?: (boolean | string)[] } = {};
  for (const kind of listKinds) {
    const offered = offers[kind];
    if (offered) fates[kind] = await keepOf(gate, exchange, offered, keep[kind]);
  }
  const { tools = [] } = offers;
  if (fates.tools) fates.tools = await pinnedOf(gate, exchange, tools, fates.tools);
  return fates;
}

/** At the cost of the organisation's share of the main thread; nothing is kept for a client that has left meanwhile. */
async function keepOf(
  { share }: Gate,
  exchange: Exchange,
  offered: readonly Offer[],
  keep: Keep[ListKind],
): Promise<boolean[]> {
  const { organisationId, res } = waiterOf(exchange);
  const kept: boolean[] = [];
  while (kept.length < offered.length && !res.destroyed) {
    share.spend(organisationId, () => keepSome(offered, keep, kept));
    const waitMs = share.waitMs(organisationId);
    if (kept.length < offered.length) await (waitMs > 0 ? delay(Math.min(waitMs, WAIT_MS_MAX)) : breath());
  }
  return kept;
}

function keepSome(offered: readonly Offer[], keep: Keep[ListKind], kept: boolean[]): void {
  const until = performance.now() + SLICE_MS;
  do {
    const name = offered[kept.length]?.name ?? null;
    kept.push(name !== null && (keep?.(name) ?? true));
  } while (kept.length < offered.length && performance.now() < until);
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
  // Once: a list that names one tool ten thousand times would become gigabytes.
  const given = new Set<string>();
  return fates.map((fate, at) => {
    const name = offered[at]?.name ?? '';
    if (!isOther[at]) return fate;
    if (given.has(name)) return false;
    given.add(name);
    return pinned.get(name) ?? false;
  });
}
