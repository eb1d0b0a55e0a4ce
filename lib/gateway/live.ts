import type { Exchange } from './exchange';
import { stillStands } from './grants';
import type { SnapshotSource } from './ports';

/** An exchange that is being answered, and how to stop it. */
export type LiveExchange = { readonly exchange: Exchange; isStream(): boolean; end(): void };

export type Live = ReturnType<typeof createLive>;

const SWEEP_MS = 500;

/**
 * The exchanges under way. When a grant is revoked or expires, or its server is removed, what it still has open ends
 * within a second: streams outlive the decision that opened them.
 */
export function createLive(snapshots: SnapshotSource, now: () => number) {
  const open = new Set<LiveExchange>();

  function sweep(): void {
    const snapshot = snapshots.current();
    for (const one of open) {
      const { grant } = one.exchange;
      if (!grant || !stillStands(grant, { snapshot }, now())) one.end();
    }
  }

  // Expiry needs no change of the snapshot, so it is looked for as well.
  const timer = setInterval(sweep, SWEEP_MS).unref();
  snapshots.onChange(sweep);
  return {
    add: (one: LiveExchange) => void open.add(one),
    remove: (one: LiveExchange) => void open.delete(one),
    count: () => open.size,
    /** Streams end only when somebody ends them; calls under way are left to end by themselves. */
    endStreams(): void {
      for (const one of open) if (one.isStream()) one.end();
    },
    close: () => clearInterval(timer),
  };
}
