import type { z } from 'zod';

/** Who the work is for. Work of the installation has no organisation; work of an organisation has exactly one. */
type Scope = 'organisation' | 'installation';

/** One kind of work. */
export type Kind = {
  scope: Scope;
  /** A strict object without an organisation's id: that is the row's, and a handler takes it from nowhere else. */
  payload: z.ZodObject;
  /** Milliseconds that one attempt may take; `LIMIT_MS` unless given, `LIMIT_MS_MAX` at most. */
  limitMs?: number;
  /** Work that repeats: milliseconds from its end to its next beginning. It needs an empty payload, and is never enqueued. */
  everyMs?: number;
};

/** Kinds by the names that rows carry; a name is kept for as long as a row may carry it. */
export type Kinds = Record<string, Kind>;

/** What a handler is given. It may come twice: a handler must do no harm when it does what was done already. */
type Task<K extends Kind = Kind> = {
  /** Stays the same in every attempt, so it can serve as an idempotency key. */
  id: string;
  /** Belongs into every query of a handler. */
  organisationId: K['scope'] extends 'organisation' ? string : null;
  payload: z.output<K['payload']>;
  /** 1 for the first attempt. */
  attempt: number;
  /** Aborted when the time is over, or when the worker must end. A handler that goes on for long after ends the worker. */
  signal: AbortSignal;
};

/** Resolves when the work is done; a rejection is tried again later. Only the message of an `AppError` is kept. */
export type Handler<K extends Kind> = (task: Task<K>) => Promise<unknown>;

/** Exactly one handler for each kind. */
export type Handlers<K extends Kinds> = { [Name in keyof K]: Handler<K[Name]> };

/** A row that this worker has claimed, or that another one lost. */
export type Claimed = {
  id: string;
  claimId: string;
  organisationId: string | null;
  kind: string;
  payload: unknown;
  attempts: number;
  everyMs: number | null;
  alone: boolean;
};

/** How an attempt ended. */
export type Outcome =
  | { state: 'done' }
  /** Tried again after so many milliseconds; `alone` because a worker ended while it had it. */
  | { state: 'retry'; afterMs: number; error: string; alone: boolean }
  | { state: 'failed'; error: string }
  /** Not this attempt's fault: it does not count. */
  | { state: 'returned' };

/** The table, whatever keeps it. Every method is one statement and rejects where the database does not answer. */
export type OutboxStore = {
  /** Makes the one row of each kind that repeats, where it is missing, and keeps its interval up to date. */
  seed(repeats: ReadonlyMap<string, number>): Promise<void>;
  /**
   * Claims at most `count` due rows of `kinds`, one of each lane at most: first of the lanes behind `after`, in the order of
   * their ids; undefined is before the first. `leases` has the milliseconds of a claim by kind. Costs one index look-up for
   * each lane that it passes.
   */
  claim(options: {
    leases: Readonly<Record<string, number>>;
    after: string | undefined;
    without: readonly string[];
    count: number;
  }): Promise<Claimed[]>;
  /** Whether a due row of these kinds must be done alone. */
  isAloneDue(kinds: readonly string[]): Promise<boolean>;
  /** Claims the one of them that has waited longest. */
  claimAlone(leases: Readonly<Record<string, number>>): Promise<Claimed | undefined>;
  /** Rows whose claim ran out: their worker ended, or could not say how they ended. At most 100. */
  lost(): Promise<Claimed[]>;
  /** Writes how an attempt ended; false where the claim was lost, and then nothing is written. */
  settle(row: Pick<Claimed, 'id' | 'claimId'>, outcome: Outcome): Promise<boolean>;
  /** Rows that are due and of none of these kinds: at most 1,000 are counted. */
  unknown(kinds: readonly string[]): Promise<{ kind: string; rows: number }[]>;
};

/** The lane of an organisation's rows; the installation's is the nil UUID. */
export const laneOf = (organisationId: string | null): string =>
  organisationId ?? '00000000-0000-0000-0000-000000000000';

export const LIMIT_MS = 30_000;
export const LIMIT_MS_MAX = 600_000;
