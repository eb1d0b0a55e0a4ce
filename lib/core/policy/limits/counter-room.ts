import { ExpiryQueue } from './expiry-queue';
import type { CounterOwner } from './limit';

/** How much of a store one organisation may have, and of an organisation's share one grant: see CounterRoom. */
export type Shares = { organisation: number; grant: number };

/** Queue entries looked at in one step: bounds what a call pays for counters that ended long ago. */
const STEPS_MAX = 1_000;
const STEPS_OF_OTHERS_MAX = 32;
/** Entries of counters that are gone are dropped when they outnumber the others. */
const STALE_MIN = 64;

/** Where others hold the room, this is when to ask again. */
const ASK_AGAIN_MS = 1_000;

type NoRoom = { retryAfterMs: number | null; reason: string };

type Account = { counters: number; grants: Map<string, number>; queue: ExpiryQueue };

/** When the counter of this name is over, null where there is none; `drop` removes one that is. */
export type Known = { endOf(name: string): number | null; drop(name: string): void };

/**
 * Who uses how many of a bounded number of counters. With shares, what one may have shrinks with the square of what is free:
 * at a share of 0.1, n organisations that take all they can leave 10/(10 + n) of the store, so there is always room for one
 * more; one alone comes to 8.4 %. Without shares each may have all. Cost of a call: O(log n) on average.
 */
export class CounterRoom {
  private readonly accounts = new Map<string, Account>();
  private total = 0;
  private turn: Iterator<[string, Account]> = this.accounts.entries();

  constructor(
    private readonly max: number,
    private readonly shares: Shares | undefined,
    private readonly known: Known,
  ) {}

  enter({ organisation, grant }: CounterOwner, name: string, endMs: number): void {
    const account = this.accounts.get(organisation) ?? { counters: 0, grants: new Map(), queue: new ExpiryQueue() };
    this.accounts.set(organisation, account);
    this.total += 1;
    account.counters += 1;
    account.grants.set(grant, (account.grants.get(grant) ?? 0) + 1);
    account.queue.add(name, endMs);
    if (account.queue.size > 2 * account.counters + STALE_MIN) account.queue = this.requeued(account.queue);
  }

  leave({ organisation, grant }: CounterOwner): void {
    const account = this.accounts.get(organisation);
    const held = account?.grants.get(grant);
    if (!account || held === undefined) return;
    this.total -= 1;
    account.counters -= 1;
    if (held > 1) account.grants.set(grant, held - 1);
    else account.grants.delete(grant);
    if (account.counters === 0) this.accounts.delete(organisation);
  }

  /** Drops what is over, of this organisation and of the next in turn. */
  sweep(organisation: string, nowMs: number): void {
    const own = this.accounts.get(organisation);
    if (own) this.dropOver(own, nowMs, STEPS_MAX);
    const next = this.turn.next();
    if (next.done) this.turn = this.accounts.entries();
    else this.dropOver(next.value[1], nowMs, STEPS_OF_OTHERS_MAX);
  }

  /** Why there is no room for `fresh` more, and when to ask again (null: never); null where there is room. */
  refuse({ organisation, grant }: CounterOwner, fresh: number, nowMs: number): NoRoom | null {
    const account = this.accounts.get(organisation);
    const own = account?.counters ?? 0;
    const ofGrant = account?.grants.get(grant) ?? 0;
    const free = this.max - this.total;
    const ownMax = this.shares ? shareOf(free, this.max, this.shares.organisation) : own + free;
    const grantMax = this.shares ? shareOf(ownMax - own, ownMax, this.shares.grant) : ownMax;
    if (own + fresh <= ownMax && ofGrant + fresh <= grantMax) return null;
    const never = fresh > (this.shares ? this.shares.organisation * this.max : this.max);
    const soonestMs = account?.queue.soonest?.atMs ?? nowMs + ASK_AGAIN_MS;
    // A grant that holds little was not what filled the organisation's share.
    const ofOrganisation = own + fresh > ownMax || 2 * ofGrant < own;
    const reason = ofOrganisation ? noRoom('organisation', own) : noRoom('grant', ofGrant);
    return { retryAfterMs: never ? null : Math.max(1, soonestMs - nowMs), reason };
  }

  private dropOver({ queue }: Account, nowMs: number, stepsMax: number): void {
    for (let step = 0; step < stepsMax; step += 1) {
      const first = queue.soonest;
      if (!first) return;
      const endMs = this.known.endOf(first.name);
      if (endMs === first.atMs && endMs > nowMs) return;
      queue.take();
      if (endMs === null) continue;
      if (endMs <= nowMs) this.known.drop(first.name);
      else queue.add(first.name, endMs);
    }
  }

  private requeued(old: ExpiryQueue): ExpiryQueue {
    const queue = new ExpiryQueue();
    for (const name of new Set(old.names())) {
      const endMs = this.known.endOf(name);
      if (endMs !== null) queue.add(name, endMs);
    }
    return queue;
  }
}

function shareOf(free: number, all: number, share: number): number {
  return all > 0 ? Math.floor((share * free * free) / all) : 0;
}

/** What a call is told whose counters have no room. */
export function noRoom(who: 'organisation' | 'grant', counters: number): string {
  return `This ${who} has ${counters.toLocaleString('en-US')} counters in use, and there is no room for those that this call needs.`;
}
