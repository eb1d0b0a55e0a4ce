import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Endpoint, GrantEntry, Snapshot, SnapshotSource } from './ports';

/** An organisation that the contract looks at, and one of its grants. */
type Party = { organisationId: string; tokenHash: string };

type SourceWorld = {
  source: SnapshotSource;
  ours: Party & { endpointId: string };
  theirs: Party;
  revoke(party: Party): Promise<void>;
  removeEndpoint(): Promise<void>;
  /** In one step, for ours: a policy version of this number, and an endpoint that takes as many sessions a minute. */
  publishWithSettings(number: number): Promise<void>;
  /** From now on the source hears of nothing and can read nothing. */
  cutOff(): void;
  close(): Promise<void>;
};

/** What the gateway relies on, whatever answers the port. */
export function snapshotSourceContract(open: () => Promise<SourceWorld>): void {
  let world: SourceWorld;
  beforeEach(async () => {
    world = await open();
  });
  afterEach(() => world.close());
  const view: View = {
    get world() {
      return world;
    },
    grantOf: (party, snapshot = world.source.current()) => snapshot.grants.get(party.tokenHash),
    endpoint: (snapshot = world.source.current()) => snapshot.endpoints.get(world.ours.endpointId),
  };
  snapshots(view);
  listeners(view);
  ages(view);
}

type View = {
  readonly world: SourceWorld;
  grantOf(party: Party, snapshot?: Snapshot): GrantEntry | undefined;
  endpoint(snapshot?: Snapshot): Endpoint | undefined;
};

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

function snapshots(view: View): void {
  test('a snapshot that was taken never changes', async () => {
    const taken = view.world.source.current();
    const [grant, removed] = [view.grantOf(view.world.ours), view.endpoint()];
    const before = structuredClone({ ...grant, policy: grant?.policy?.number });
    await view.world.revoke(view.world.ours);
    await view.world.removeEndpoint();
    await until(() => view.endpoint() === undefined && view.grantOf(view.world.ours)?.revoked !== false);
    expect(view.grantOf(view.world.ours, taken)).toBe(grant);
    expect({ ...grant, policy: grant?.policy?.number }).toEqual(before);
    expect(view.endpoint(taken)).toBe(removed);
    expect(taken.grants.has(view.world.ours.tokenHash)).toBe(true);
  });

  test('what changes in one step is seen in one snapshot', async () => {
    const seen = new Set<string>();
    const look = () => {
      const snapshot = view.world.source.current();
      seen.add(
        `${view.grantOf(view.world.ours, snapshot)?.policy?.number} ${view.endpoint(snapshot)?.settings.sessionsPerMinute}`,
      );
    };
    view.world.source.onChange(look);
    for (const number of [2, 3, 4]) {
      await view.world.publishWithSettings(number);
      await until(() => view.grantOf(view.world.ours)?.policy?.number === number);
      look();
    }
    for (const one of seen) expect(['2 2', '3 3', '4 4']).toContain(one);
    expect(seen).toContain('4 4');
  });
}

function listeners(view: View): void {
  test('a listener hears whose entries changed, when they have; entries of others stay the same objects', async () => {
    const heard: { id: string | undefined; revoked: boolean | undefined }[] = [];
    const others = view.grantOf(view.world.theirs);
    view.world.source.onChange((id) => heard.push({ id, revoked: view.grantOf(view.world.ours)?.revoked }));
    await view.world.revoke(view.world.ours);
    await until(() => heard.length > 0);
    expect(heard[0]).toEqual({ id: view.world.ours.organisationId, revoked: true });
    expect(heard.every(({ id }) => id === undefined || id === view.world.ours.organisationId)).toBe(true);
    expect(view.grantOf(view.world.theirs)).toBe(others);
    await view.world.revoke(view.world.theirs);
    await until(() => view.grantOf(view.world.theirs)?.revoked === true);
    expect(heard.some(({ id }) => id === undefined || id === view.world.theirs.organisationId)).toBe(true);
  });
}

function ages(view: View): void {
  test('no organisation is younger than the source, nor older than its oldest', () => {
    for (const id of [view.world.ours.organisationId, view.world.theirs.organisationId, 'unknown']) {
      const [least, own, most] = [view.world.source.ageMs(), view.world.source.ageMs(id), view.world.source.oldestMs()];
      expect(own).toBeGreaterThanOrEqual(least);
      // Time passes between two questions.
      expect(most).toBeGreaterThanOrEqual(own - 1);
      expect(least).toBeGreaterThanOrEqual(0);
    }
  });

  test('what is cut off keeps its snapshot and grows old, and opens nothing that was closed', async () => {
    await view.world.revoke(view.world.ours);
    await until(() => view.grantOf(view.world.ours)?.revoked === true);
    view.world.cutOff();
    const { ours, theirs, source } = view.world;
    await until(() => source.ageMs() > 1_500);
    expect(Math.min(source.ageMs(ours.organisationId), source.ageMs(theirs.organisationId))).toBeGreaterThan(1_500);
    expect(source.oldestMs()).toBeGreaterThan(1_500);
    expect([view.grantOf(ours)?.revoked, view.grantOf(theirs)?.revoked]).toEqual([true, false]);
    expect(view.endpoint()).toBeDefined();
  });

  test('what was never there is not found', () => {
    const { grants, endpoints } = view.world.source.current();
    for (const key of ['', 'unknown', '__proto__', 'constructor', 'f'.repeat(64)]) {
      expect([grants.get(key), endpoints.get(key), grants.has(key), endpoints.has(key)]).toEqual([
        undefined,
        undefined,
        false,
        false,
      ]);
    }
  });
}
