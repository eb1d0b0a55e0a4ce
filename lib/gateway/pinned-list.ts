import { setImmediate as breath, setTimeout as delay } from 'node:timers/promises';
import { type Fates, hashAt, type ListKind, listKinds, type Offered, type Offers } from '@/lib/mcp/lists';
import { type Exchange, waiterOf } from './exchange';
import type { Gate } from './gate';
import type { Keep } from './visible';

/** Elements are decided for so long before other calls get their turn: one may take milliseconds against many patterns. */
const SLICE_MS = 1;
const WAIT_MS_MAX = 1_000;

/**
 * Decides which elements of lists stay. A tool stays with the definition that was reviewed: where the server offers another
 * one, the pinned one takes its place; where that cannot be read, the tool is left out. Nothing stays for a client that has
 * left meanwhile. Never rejects.
 */
export async function decideFates(gate: Gate, exchange: Exchange, keep: Keep, offers: Offers): Promise<Fates> {
  const fates: { [Kind in ListKind]?: readonly (boolean | string)[] } = {};
  for (const kind of listKinds) {
    const offered = offers[kind];
    if (!offered) continue;
    const stays = keep[kind] ?? (() => true);
    const kept = await decideEach(gate, exchange, offered, (name) => stays(name));
    fates[kind] = kind === 'tools' ? await pinnedOf(gate, exchange, offered, kept) : kept;
  }
  return fates;
}

/** At the cost of the organisation's share of the main thread. What has no name, or no client any more, is false. */
async function decideEach(
  { share }: Gate,
  exchange: Exchange,
  { names }: Offered,
  decide: (name: string, at: number) => boolean,
): Promise<boolean[]> {
  const { organisationId, res } = waiterOf(exchange);
  const decided: boolean[] = [];
  const slice = () => {
    const until = performance.now() + SLICE_MS;
    do {
      const name = names[decided.length] ?? null;
      decided.push(name !== null && decide(name, decided.length));
    } while (decided.length < names.length && performance.now() < until);
  };
  while (decided.length < names.length && !res.destroyed) {
    share.spend(organisationId, slice);
    const waitMs = share.waitMs(organisationId);
    if (decided.length < names.length) await (waitMs > 0 ? delay(Math.min(waitMs, WAIT_MS_MAX)) : breath());
  }
  return names.map((_, at) => decided[at] === true);
}

async function pinnedOf(
  gate: Gate,
  exchange: Exchange,
  offered: Offered,
  kept: readonly boolean[],
): Promise<readonly (boolean | string)[]> {
  const { definitions, snapshots } = gate;
  const server = snapshots.current().servers.get(exchange.serverId);
  if (!server) return kept.map(() => false);
  const same = await decideEach(
    gate,
    exchange,
    offered,
    (name, at) => kept[at] === true && definitions.isPinned(server, name, hashAt(offered, at)),
  );
  const isOther = (at: number) => kept[at] === true && same[at] !== true;
  const others = new Set(offered.names.flatMap((name, at) => (name !== null && isOther(at) ? [name] : [])));
  if (others.size === 0) return kept;
  const pinned = await definitions.read(server, [...others]);
  // Once: a list that names one tool ten thousand times would become gigabytes.
  const given = new Set<string>();
  return kept.map((fate, at) => {
    const name = offered.names[at] ?? '';
    if (!isOther(at)) return fate;
    if (given.has(name)) return false;
    given.add(name);
    return pinned.get(name) ?? false;
  });
}
