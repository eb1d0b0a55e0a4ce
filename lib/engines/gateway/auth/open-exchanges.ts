import type { Exchange } from '@/lib/engines/gateway/exchange';
import type { Authenticator, Caller, Snapshot, SnapshotSource } from '@/lib/engines/gateway/ports';
import { stillStands } from './authenticate';

/** An exchange that is being answered. `changed`: what its grant may see is no longer what it was. */
export type LiveExchange = { readonly exchange: Exchange; isStream(): boolean; end(why: End): void; changed(): void };

/** `grant`: it no longer stands. `gateway`: the process ends. */
export type End = 'grant' | 'gateway';

export type Live = ReturnType<typeof createLive>;

const SWEEP_MS = 500;

/**
 * The exchanges under way. When a grant is revoked or expires, or its server is removed, what it still has open ends
 * within a second: streams outlive the decision that opened them. When it may see other tools, its streams say so.
 */
export function createLive(snapshots: SnapshotSource, authenticator: Authenticator) {
  const open = new Set<LiveExchange>();
  let swept = snapshots.current();
  let ending = false;

  function sweep(organisationId?: string): void {
    const before = swept;
    swept = snapshots.current();
    for (const one of open) if (!isElsewhere(one, organisationId)) look(one, before);
  }

  function look(one: LiveExchange, before: Snapshot): void {
    const caller = stillStands(authenticator, one.exchange.caller, swept);
    if (!caller) one.end('grant');
    else if (before !== swept && seesOther(authenticator, caller, before, swept)) one.changed();
  }

  // Expiry needs no change of the snapshot, so it is looked for as well.
  const timer = setInterval(() => sweep(), SWEEP_MS).unref();
  snapshots.onChange(sweep);
  return {
    add: (one: LiveExchange) => void open.add(one),
    remove: (one: LiveExchange) => void open.delete(one),
    count: () => open.size,
    isEnding: () => ending,
    /** Streams end only when somebody ends them; calls under way are left to end by themselves. */
    endStreams(): void {
      ending = true;
      for (const one of open) if (one.isStream()) one.end('gateway');
    },
    /** Calls that did not end in time get an error under their id. */
    endAll(): void {
      ending = true;
      for (const one of open) one.end('gateway');
    },
    close: () => clearInterval(timer),
  };
}

function isElsewhere({ exchange: { caller } }: LiveExchange, organisationId: string | undefined): boolean {
  return organisationId !== undefined && caller !== null && caller.organisationId !== organisationId;
}

/** Whether a caller may see other tools than before: another policy version, or other reviewed tools. */
function seesOther(authenticator: Authenticator, caller: Caller, before: Snapshot, after: Snapshot): boolean {
  const versionBefore = stillStands(authenticator, caller, before)?.policy?.versionId;
  const tools = (snapshot: Snapshot) => snapshot.endpoints.get(caller.endpointId)?.target.tools;
  return versionBefore !== caller.policy?.versionId || tools(before) !== tools(after);
}
