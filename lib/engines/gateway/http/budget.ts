/** Whose budget: a grant counts for itself and for its organisation. */
export type Owner = { id: string; organisationId: string };

/** What is used up, from the smallest to the largest. */
export type Full = 'grant' | 'organisation' | 'gateway';

/** What an organisation may hold, as a part of what is free. */
const PART = 1 / 3;

/**
 * One amount shared by all: a grant holds at most `grant`, an organisation at most a third of what is free, all together
 * at most `total` (dynamic threshold, Choudhury and Hahne 1998). So one organisation alone ends at a quarter of the total,
 * and after eight that took all they could a tenth is free. Remembers owners only while they hold something.
 */
export class Shares {
  #held = 0;
  readonly #of = new Map<string, number>();

  constructor(readonly limits: { total: number; grant: number }) {}

  /** Null: taken. Otherwise nothing was, and this is what is used up. */
  take({ id, organisationId }: Owner, amount: number): Full | null {
    const free = this.limits.total - this.#held;
    if (amount > free) return 'gateway';
    if (this.heldBy(id) + amount > this.limits.grant) return 'grant';
    if (this.heldBy(organisationId) + amount > free * PART) return 'organisation';
    this.#add(id, amount);
    this.#add(organisationId, amount);
    this.#held += amount;
    return null;
  }

  give({ id, organisationId }: Owner, amount: number): void {
    this.#add(id, -amount);
    this.#add(organisationId, -amount);
    this.#held -= amount;
  }

  /** What a grant or an organisation holds. */
  heldBy(id: string): number {
    return this.#of.get(id) ?? 0;
  }

  #add(id: string, amount: number): void {
    const held = this.heldBy(id) + amount;
    if (held > 0) this.#of.set(id, held);
    else this.#of.delete(id);
  }
}

const MEBIBYTE = 1_048_576;

/** Bodies in memory, from their first byte until they are answered. One organisation alone: 64 MiB. */
const BYTES = { total: 256 * MEBIBYTE, grant: 32 * MEBIBYTE };
/** POST requests under way, streams not counted. One organisation alone: 2,000. */
const REQUESTS = { total: 8_000, grant: 1_000 };

/** Streams that are open: of GET and of `subscriptions/listen`. One organisation alone: 10,000. */
export const STREAMS = { total: 40_000, grant: 1_000 };

/** Answers of servers that are held until they are read and taken. One organisation alone: 64 MiB. */
const ANSWER_BYTES = { total: 256 * MEBIBYTE, grant: 64 * MEBIBYTE };

export function createAnswerShares(): Shares {
  return new Shares(ANSWER_BYTES);
}

/** The place that one request takes until it is answered. */
export type Place = {
  /** Counts bytes that are about to be held; refuses them once the place was left. */
  hold(bytes: number): Full | null;
  /** Gives everything back; once is enough. */
  leave(): void;
};

export type Budget = ReturnType<typeof createBudget>;

/** What grants and organisations may hold of this process at once. */
export function createBudget(limits = { bytes: BYTES, requests: REQUESTS }) {
  const bytes = new Shares(limits.bytes);
  const requests = new Shares(limits.requests);
  return {
    /** A place for one more request of this grant, or what is used up. */
    enter(owner: Owner): Place | Full {
      const full = requests.take(owner, 1);
      if (full) return full;
      let held = 0;
      let left = false;
      return {
        hold(more) {
          // Nobody would give it back.
          if (left) return 'gateway';
          const none = bytes.take(owner, more);
          if (!none) held += more;
          return none;
        },
        leave() {
          if (left) return;
          left = true;
          requests.give(owner, 1);
          bytes.give(owner, held);
        },
      };
    },
  };
}
