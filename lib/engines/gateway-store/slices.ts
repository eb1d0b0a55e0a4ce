import type { Endpoint, GrantEntry, Snapshot } from '@/lib/engines/gateway/ports';
import { PersistentMap } from './persistent-map';
import { emptySlice, type Slice } from './snapshot';

type Changes<T> = [key: string, value: T | undefined][];

export type Slices = ReturnType<typeof createSlices>;

/**
 * The slices of all organisations as one immutable snapshot. A slice replaces the one before it whole and at once, in the
 * time that its own entries take, whatever else the snapshot holds.
 */
export function createSlices() {
  const slices = new Map<string, Slice>();
  /** Grants that a notice ended, by organisation, until a slice that was read after the notice says so itself. */
  const stopped = new Map<string, Set<string>>();
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

  /** What notices have ended beyond `settled`. */
  function settle(id: string, settled: readonly string[]): ReadonlySet<string> {
    const done = new Set(settled);
    const left = new Set([...(stopped.get(id) ?? [])].filter((grant) => !done.has(grant)));
    if (left.size === 0) stopped.delete(id);
    else stopped.set(id, left);
    return left;
  }

  return {
    current: () => snapshot,
    get: (id: string) => slices.get(id),
    organisations: () => [...slices.keys()],

    /** What notices have ended so far; given to `put` with the slice that is read from now on. */
    stoppedSoFar: (id: string): string[] => [...(stopped.get(id) ?? [])],

    /** Replaces slices; whether that changed the snapshot. `settled`: what `stoppedSoFar` said before the reading. */
    put(read: ReadonlyMap<string, Slice>, settled: readonly string[] = []): boolean {
      const serverChanges: Changes<Endpoint> = [];
      const grantChanges: Changes<GrantEntry> = [];
      for (const [id, slice] of read) {
        const next = { ...slice, grants: withStopped(slice.grants, settle(id, settled)) };
        const before = slices.get(id) ?? emptySlice;
        serverChanges.push(...differences(entriesOf(before), entriesOf(next)));
        grantChanges.push(...differences(before.grants, next.grants));
        if (next.servers.size === 0 && next.grants.size === 0) slices.delete(id);
        else slices.set(id, next);
      }
      return change(serverChanges, grantChanges);
    },

    /** Ends grants at once, before anything is read; whether one of them stood. */
    stop(id: string, ids: readonly string[]): boolean {
      if (ids.length === 0) return false;
      const ended = stopped.get(id) ?? new Set();
      for (const grant of ids) ended.add(grant);
      stopped.set(id, ended);
      const slice = slices.get(id);
      if (!slice) return false;
      const next = { ...slice, grants: withStopped(slice.grants, ended) };
      slices.set(id, next);
      return change([], differences(slice.grants, next.grants));
    },
  };
}

function withStopped(
  grants: ReadonlyMap<string, GrantEntry>,
  ended: ReadonlySet<string>,
): ReadonlyMap<string, GrantEntry> {
  if (ended.size === 0) return grants;
  const entries = [...grants].map(([key, entry]): [string, GrantEntry] => [
    key,
    ended.has(entry.id) && !entry.revoked ? { ...entry, revoked: true } : entry,
  ]);
  return new Map(entries);
}

function entriesOf({ servers }: Slice): ReadonlyMap<string, Endpoint> {
  const entries = new Map<string, Endpoint>();
  for (const [id, { entry }] of servers) if (entry) entries.set(id, entry);
  return entries;
}

function differences<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): Changes<T> {
  const changes: Changes<T> = [];
  for (const key of before.keys()) if (!after.has(key)) changes.push([key, undefined]);
  for (const [key, value] of after) if (before.get(key) !== value) changes.push([key, value]);
  return changes;
}
