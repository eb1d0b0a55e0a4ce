import type { GrantEntry } from '@/lib/engines/gateway/ports';
import type { Notice } from './notice';

/** Endings of grants and servers that the organisation does not have: a load under way may bring them. */
const UNKNOWN_MAX = 10_000;

/** `heard`: the number of the last notice that said so. */
type Ending = { endsAtMs: number; heard: number };

/**
 * What notices ended of one organisation and no slice says yet. An ending holds until a slice is there whose reading began
 * after the notice; until then no slice opens again what it closed. Grows by what notices name: past what the organisation
 * has and 10,000 more, which no trigger sends before a load answers it, the whole organisation is closed instead.
 */
export class Endings {
  readonly #grants = new Map<string, Ending>();
  readonly #servers = new Map<string, Ending>();
  #whole: Ending | null = null;

  /** `known`: grants and servers that the organisation has. */
  add({ stopped, expires, servers }: Notice, heard: number, known: number): void {
    for (const id of stopped) this.#end(this.#grants, id, Number.NEGATIVE_INFINITY, heard);
    for (const [id, endsAtMs] of expires) this.#end(this.#grants, id, endsAtMs, heard);
    for (const id of servers) this.#end(this.#servers, id, Number.NEGATIVE_INFINITY, heard);
    if (this.#grants.size + this.#servers.size <= known + UNKNOWN_MAX) return;
    this.#whole = { endsAtMs: Number.NEGATIVE_INFINITY, heard };
    this.#grants.clear();
    this.#servers.clear();
  }

  get isWhole(): boolean {
    return this.#whole !== null;
  }

  /** Forgets what a slice says by itself that was read after the notice of this number. True: nothing is left. */
  settle(heard: number): boolean {
    for (const endings of [this.#grants, this.#servers]) {
      for (const [id, ending] of endings) if (ending.heard <= heard) endings.delete(id);
    }
    if (this.#whole && this.#whole.heard <= heard) this.#whole = null;
    return !this.#whole && this.#grants.size === 0 && this.#servers.size === 0;
  }

  /** A grant as it stands after them; the same entry where they change nothing. */
  applyTo(entry: GrantEntry): GrantEntry {
    const endsAtMs = (this.#whole ?? this.#grants.get(entry.id))?.endsAtMs ?? Number.POSITIVE_INFINITY;
    if (endsAtMs === Number.NEGATIVE_INFINITY) return entry.revoked ? entry : { ...entry, revoked: true };
    return endsAtMs < entry.expiresAtMs ? { ...entry, expiresAtMs: endsAtMs } : entry;
  }

  hasRemoved(serverId: string): boolean {
    return this.#servers.has(serverId);
  }

  /** The earlier of two ends, and the later of two notices: it is settled only when both are. */
  #end(endings: Map<string, Ending>, id: string, endsAtMs: number, heard: number): void {
    const before = endings.get(id)?.endsAtMs ?? Number.POSITIVE_INFINITY;
    endings.set(id, { endsAtMs: Math.min(before, endsAtMs), heard });
  }
}
