import { type Kinds, LIMIT_MS, laneOf, type OutboxStore } from './ports';
import type { Runner } from './runner';

type Parts = { store: OutboxStore; runner: Runner; kinds: Kinds; slots: number; laneMax: number; leaseMs: number };

/**
 * Who is next: one row of each organisation in turn, as a round robin over their ids, and of none more than `laneMax` at
 * once. `leaseMs` is added to the limit of a kind, so that a claim outlasts its attempt.
 */
export function createClaims({ store, runner, kinds, slots, laneMax, leaseMs }: Parts) {
  const leases = Object.fromEntries(
    Object.entries(kinds).map(([name, { limitMs = LIMIT_MS }]) => [name, limitMs + leaseMs]),
  );
  const names = Object.keys(kinds);
  let after: string | undefined;

  return {
    /** Fills the free slots for as long as rows are due and `goesOn`. */
    async fill(goesOn: () => boolean): Promise<void> {
      let fromFirst = after === undefined;
      while (goesOn() && runner.size() < slots) {
        const without = runner.fullLanes(laneMax);
        const rows = await store.claim({ leases, after, without, count: slots - runner.size() });
        for (const row of rows) void runner.start(row);
        if (rows.length === 0 && fromFirst) return;
        fromFirst = rows.length === 0;
        after = rows
          .map(({ organisationId }) => laneOf(organisationId))
          .sort()
          .at(-1);
      }
    },
    /** Does one row that must be done alone, if one is due, once nothing else is under way. */
    async runAlone(): Promise<void> {
      if (!(await store.isAloneDue(names))) return;
      await runner.idle();
      const row = await store.claimAlone(leases);
      if (row) await runner.start(row);
    },
  };
}
