import { setImmediate as breath, setTimeout as delay } from 'node:timers/promises';
import { type Fates, hashAt, type ListKind, listKinds, type Offered, type Offers } from '@/lib/core/mcp/lists';
import { type Exchange, waiterOf } from '@/lib/engines/gateway/exchange';
import type { Gate } from '@/lib/engines/gateway/gate';
import { targetIn } from '@/lib/engines/gateway/route/route';
import type { Keep } from './visible';

/** Elements are decided for so long before other calls get their turn: one may take milliseconds against many patterns. */
const SLICE_MS = 1;
const WAIT_MS_MAX = 1_000;

/** `isWhole`: all tools of the server, and not a page of them. */
type Listed = { offers: Offers; isWhole: boolean };

/**
 * Decides which elements of lists stay. A tool stays with the definition that was reviewed: where the server offers another
 * one, the pinned one takes its place; where that cannot be read, the tool is left out. Nothing stays for a client that has
 * left meanwhile. Never rejects.
 */
export async function decideFates(
  gate: Gate,
  exchange: Exchange,
  keep: Keep,
  { offers, isWhole }: Listed,
): Promise<Fates> {
  const fates: { [Kind in ListKind]?: readonly (boolean | string)[] } = {};
  for (const kind of listKinds) {
    const offered = offers[kind];
    if (!offered) continue;
    const stays = keep[kind] ?? (() => true);
    fates[kind] =
      kind === 'tools'
        ? await decideTools(gate, exchange, { ...offered, isWhole }, stays)
        : await decideEach(gate, exchange, offered, stays);
  }
  return fates;
}

/** At the cost of the organisation's share of the main thread. What has no name, or no client any more, is false. */
async function decideEach<Fate>(
  { share }: Gate,
  exchange: Exchange,
  { names }: Offered,
  decide: (name: string, at: number) => Fate,
): Promise<(Fate | false)[]> {
  const { organisationId, res } = waiterOf(exchange);
  const decided: (Fate | false)[] = [];
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
  while (decided.length < names.length) decided.push(false);
  return decided;
}

async function decideTools(
  gate: Gate,
  exchange: Exchange,
  offered: Offered & Pick<Listed, 'isWhole'>,
  stays: (name: string) => boolean,
): Promise<(boolean | string)[]> {
  const { definitions, snapshots } = gate;
  const target = targetIn(snapshots.current(), exchange);
  if (!target) return offered.names.map(() => false);
  const others = new Set<string>();
  const asPinned = new Set<string>();
  let hasDrifted = false;
  const fates = await decideEach(gate, exchange, offered, (name, at) => {
    const isPinned = definitions.isPinned(target, name, hashAt(offered, at));
    if (isPinned) asPinned.add(name);
    else hasDrifted = true;
    if (!stays(name)) return false;
    if (isPinned) return true;
    others.add(name);
    return 'other';
  });
  const { size } = target.tools;
  if (hasDrifted) definitions.noteDrift(target);
  // Each tool once and no other: a list without some of them, or an empty one, takes nothing back.
  else if (offered.isWhole && asPinned.size === size && offered.names.length === size) definitions.noteDriftEnd(target);
  const pinned = others.size > 0 ? await definitions.read(target, [...others]) : new Map<string, string>();
  return fates.map((fate, at) => {
    const name = offered.names[at] ?? '';
    if (fate !== 'other') return fate;
    // Once: a list that names one tool ten thousand times would become gigabytes.
    return others.delete(name) && (pinned.get(name) ?? false);
  });
}
