import type { Endpoint, GrantEntry, Target } from '@/lib/engines/gateway/ports';

/** One endpoint and grants in memory, which a test may change. */
export function memoryWorld({ endpoint, grant }: { endpoint: Endpoint; grant: GrantEntry }) {
  const listeners: (() => void)[] = [];
  let snapshot: { endpoints: ReadonlyMap<string, Endpoint>; grants: ReadonlyMap<string, GrantEntry> } = {
    endpoints: new Map([[endpoint.id, endpoint]]),
    grants: new Map([[grant.tokenHash, grant]]),
  };
  let ageMs = 0;
  return {
    source: {
      current: () => snapshot,
      ageMs: () => ageMs,
      oldestMs: () => ageMs,
      onChange: (listener: () => void) => void listeners.push(listener),
    },
    grant,
    endpoint,
    setAge(ms: number): void {
      ageMs = ms;
    },
    put(...grants: GrantEntry[]): void {
      const all = new Map(snapshot.grants);
      for (const one of grants) all.set(one.tokenHash, one);
      snapshot = { ...snapshot, grants: all };
      for (const listener of listeners) listener();
    },
    setEndpoint(next: Endpoint | null): void {
      snapshot = { ...snapshot, endpoints: new Map(next ? [[next.id, next]] : []) };
      for (const listener of listeners) listener();
    },
    setTarget(over: Partial<Target>): void {
      this.setEndpoint({ ...endpoint, target: { ...endpoint.target, ...over } });
    },
  };
}
