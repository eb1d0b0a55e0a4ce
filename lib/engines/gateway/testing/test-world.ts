import type { Endpoint, GrantEntry, SnapshotSource, Target } from '@/lib/engines/gateway/ports';

type Held = { endpoints: ReadonlyMap<string, Endpoint>; grants: ReadonlyMap<string, GrantEntry> };

/** One endpoint and grants in memory, which a test may change. */
export function memoryWorld({ endpoint, grant }: { endpoint: Endpoint; grant: GrantEntry }) {
  const listeners: Parameters<SnapshotSource['onChange']>[0][] = [];
  let snapshot: Held = {
    endpoints: new Map([[endpoint.id, endpoint]]),
    grants: new Map([[grant.tokenHash, grant]]),
  };
  let ageMs = 0;
  const source: SnapshotSource = {
    current: () => snapshot,
    ageMs: () => ageMs,
    oldestMs: () => ageMs,
    onChange: (listener) => void listeners.push(listener),
  };

  /** Replaces what is given in one step; listeners hear whose it is where it is one organisation's. */
  function change({ grants = [], endpoint: next }: { grants?: GrantEntry[]; endpoint?: Endpoint | null }): void {
    const before = snapshot;
    snapshot = {
      endpoints: next === undefined ? before.endpoints : new Map(next ? [[next.id, next]] : []),
      grants: new Map([...before.grants, ...grants.map((one) => [one.tokenHash, one] as const)]),
    };
    const [first, ...others] = new Set([
      ...ownersOfChanged(before.endpoints, snapshot.endpoints),
      ...ownersOfChanged(before.grants, snapshot.grants),
    ]);
    for (const listener of listeners) listener(others.length === 0 ? first : undefined);
  }

  return {
    source,
    grant,
    endpoint,
    change,
    setAge(ms: number): void {
      ageMs = ms;
    },
    put: (...grants: GrantEntry[]) => change({ grants }),
    setEndpoint: (next: Endpoint | null) => change({ endpoint: next }),
    setTarget: (over: Partial<Target>) =>
      change({ endpoint: { ...endpoint, target: { ...endpoint.target, ...over } } }),
  };
}

type Owned = ReadonlyMap<string, { organisationId: string }>;

function ownersOfChanged(before: Owned, after: Owned): string[] {
  const changed = [...before.keys(), ...after.keys()].filter((key) => before.get(key) !== after.get(key));
  return changed.flatMap((key) => [before.get(key), after.get(key)]).flatMap((one) => one?.organisationId ?? []);
}
