import type { CompiledLimit } from '@/lib/core/policy/compile/limits';
import { select } from '@/lib/core/policy/compile/match';
import type { Scope } from '@/lib/core/policy/document/schema';

/** What one limit must count for a call. The gateway puts what the scope stands for before the counter's name. */
export type Reservation = {
  counter: string;
  scope: Scope;
  windowMs: number;
  max: number;
  amount: number;
  /** Pointer of the limit, and what to say when it is reached. */
  rule: string;
  message: string;
};

/** A limit whose amount the call does not give as a finite number from 0 on. */
type NoAmount = { rule: string; message: string };

const none: Reservation[] = [];

/** What each limit counts for these arguments, or the first limit that cannot count them. */
export function reservations(
  limits: readonly CompiledLimit[],
  args: Record<string, unknown>,
): Reservation[] | NoAmount {
  if (limits.length === 0) return none;
  const found: Reservation[] = [];
  for (const { amountAt, reservation } of limits) {
    const amount = amountAt === null ? 1 : amountOf(args, amountAt);
    if (amount === null) return { rule: reservation.rule, message: `${reservation.message} ${unreadable}` };
    found.push({ ...reservation, amount });
  }
  return found;
}

const unreadable = 'The amount that this limit counts must be in the call, as a number that is not negative.';

function amountOf(args: Record<string, unknown>, steps: NonNullable<CompiledLimit['amountAt']>): number | null {
  let amount: number | null = null;
  const answer = select(
    args,
    steps,
    0,
    (value) => {
      if (typeof value !== 'number' || !(value >= 0) || value > Number.MAX_SAFE_INTEGER) return 'unclear';
      amount = value;
      return 'true';
    },
    'every',
  );
  return answer === 'true' ? amount : null;
}
