import type { Endpoint, GrantEntry, Snapshot } from '@/lib/engines/gateway/ports';
import { Endings } from './endings';
import type { Notice } from './notice';
import { PersistentMap } from './persistent-map';
import { emptySlice, type Slice } from './snapshot';

type Changes<T> = [key: string, value: T | undefined][];

export type Slices = ReturnType<typeof createSlices>;

/**
 * The slices of all organisations as one immutable snapshot. A slice replaces the one before it whole and at once, in the
 * time that its own entries take, whatever else the snapshot holds; what a notice ends is closed in the time of the notice.
 */
export function createSlices() {
  /** As they were read. The snapshot holds them as they stand after the endings that no slice says yet. */
  const slices = new Map<string, Slice>();
  const endings = new Map<string, Endings>();
  let heard = 0;
  let servers: PersistentMap<Endpoint> = PersistentMap.empty;
  let grants: PersistentMap<GrantEntry> = PersistentMap.empty;
  let snapshot: Snapshot = { endpoints: servers, grants };

  function change(serverChanges: Changes<Endpoint>, grantChanges: Changes<GrantEntry>): boolean {
    if (serverChanges.length === 0 && grantChanges.length === 0) return false;
    servers = servers.with(serverChanges);
    grants = grants.with(grantChanges);
    snapshot = { endpoints: servers, grants };
    return true;
  }

  return {
    current: () => snapshot,
    get: (id: string) => slices.get(id),
    organisations: () => [...slices.keys()],

    /** The number of the last notice; given to `put` with slices whose reading begins now. */
    heardSoFar: () => heard,

    /**
     * Replaces slices; whether that changed the snapshot. `settled`: what `heardSoFar` said before the reading; without it,
     * whatever notices ended stays closed.
     */
    put(read: ReadonlyMap<string, Slice>, settled = -1): boolean {
      const serverChanges: Changes<Endpoint> = [];
      const grantChanges: Changes<GrantEntry> = [];
      for (const [id, slice] of read) {
        const own = endings.get(id) ?? null;
        if (own?.settle(settled)) endings.delete(id);
        const before = slices.get(id) ?? emptySlice;
        addDifferences(serverChanges, {
          id,
          before: before.servers,
          after: standingServers(slice, own),
          held: servers,
        });
        addDifferences(grantChanges, { id, before: before.grants, after: standingGrants(slice, own), held: grants });
        if (slice.servers.size === 0 && slice.grants.size === 0) slices.delete(id);
        else slices.set(id, slice);
      }
      return change(serverChanges, grantChanges);
    },

    /** Closes at once what a notice ended, before anything is read; whether some of it stood. Linear in the notice. */
    end(notice: Notice): boolean {
      const { organisation, stopped, expires, servers: removed } = notice;
      heard += 1;
      if (stopped.length + expires.length + removed.length === 0) return false;
      const slice = slices.get(organisation) ?? emptySlice;
      const own = endings.get(organisation) ?? new Endings();
      endings.set(organisation, own);
      own.add(notice, heard, slice.grants.size + slice.servers.size);
      const grantChanges: Changes<GrantEntry> = [];
      for (const entry of own.isWhole ? slice.grants.values() : named(slice, notice)) {
        const now = own.applyTo(entry);
        if (now !== grants.get(now.tokenHash)) grantChanges.push([now.tokenHash, now]);
      }
      const gone = removed.filter((id) => servers.get(id)?.organisationId === organisation);
      return change(
        gone.map((id) => [id, undefined]),
        grantChanges,
      );
    },
  };
}

function standingGrants({ grants }: Slice, own: Endings | null): Iterable<[string, GrantEntry]> {
  return own ? [...grants].map(([key, entry]) => [key, own.applyTo(entry)]) : grants;
}

function standingServers({ servers }: Slice, own: Endings | null): Iterable<[string, Endpoint]> {
  return [...servers].flatMap(([id, { entry }]): [string, Endpoint][] =>
    entry && !own?.hasRemoved(id) ? [[id, entry]] : [],
  );
}

const byId = new WeakMap<Slice, ReadonlyMap<string, GrantEntry>>();

/** The grants that a notice names, found by an index that is made once for a slice. */
function named(slice: Slice, { stopped, expires }: Notice): GrantEntry[] {
  const index = byId.get(slice) ?? new Map([...slice.grants.values()].map((entry) => [entry.id, entry]));
  byId.set(slice, index);
  return [...stopped, ...expires.map(([id]) => id)].flatMap((id) => index.get(id) ?? []);
}

type Replaced<T> = {
  id: string;
  /** What `held` may hold of this organisation. */
  before: ReadonlyMap<string, unknown>;
  after: Iterable<[string, T]>;
  held: PersistentMap<T>;
};

function addDifferences<T extends { organisationId: string }>(changes: Changes<T>, replaced: Replaced<T>): void {
  const { id, before, after, held } = replaced;
  const kept = new Set<string>();
  for (const [key, value] of after) {
    kept.add(key);
    if (held.get(key) !== value) changes.push([key, value]);
  }
  // Another organisation may have got it meanwhile.
  for (const key of before.keys()) {
    if (!kept.has(key) && held.get(key)?.organisationId === id) changes.push([key, undefined]);
  }
}
