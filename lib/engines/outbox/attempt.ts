import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@/lib/base/errors';
import { ATTEMPTS_MAX, backOffMs, LOST_MAX } from './back-off';
import { errorText } from './error-text';
import type { Claimed, Handler, Kind, Outcome } from './ports';

type Ended = { how: 'done' } | { how: 'failed'; error: string } | { how: 'stuck'; error: string };

type Work = {
  kind: Kind;
  handler: Handler<Kind>;
  limitMs: number;
  /** How long the handler may go on after its time is over, in milliseconds. */
  graceMs: number;
  /** Aborted when the worker must end. */
  stop: AbortSignal;
};

/** One attempt. Never rejects; `stuck` is a handler that goes on although its time and its grace are over. */
export async function attempt(row: Claimed, { kind, handler, limitMs, graceMs, stop }: Work): Promise<Ended> {
  const over = new AbortController();
  const tooLong = `It did not end within ${limitMs / 1_000} s.`;
  const timer = setTimeout(() => over.abort(), limitMs);
  const ended = new AbortController();
  const work = perform(row, kind, handler, AbortSignal.any([over.signal, stop])).then(
    (): Ended => ({ how: 'done' }),
    (error): Ended => ({ how: 'failed', error: over.signal.aborted ? tooLong : errorText(error) }),
  );
  const late = delay(limitMs + graceMs, undefined, { signal: ended.signal }).then(
    (): Ended => ({ how: 'stuck', error: tooLong }),
    () => work,
  );
  const how = await Promise.race([work, late]);
  clearTimeout(timer);
  ended.abort();
  return how;
}

async function perform(row: Claimed, kind: Kind, handler: Handler<Kind>, signal: AbortSignal): Promise<void> {
  const { id, organisationId, attempts } = row;
  // A row is read as strictly as it was written: an older version, or a hand, may have written it.
  if ((kind.scope === 'organisation') !== (organisationId !== null)) {
    throw new AppError('invalid', 'The row names an organisation where its kind has none, or none where it has one.');
  }
  const payload = kind.payload.safeParse(row.payload);
  if (!payload.success) throw new AppError('invalid', 'The payload is not one of its kind.');
  await handler({ id, organisationId, payload: payload.data, attempt: attempts, signal } as never);
}

/** What becomes of a row whose attempt failed, or whose worker was lost with it. */
export function afterFailure(row: Claimed, error: string, isLost = false): Outcome {
  const afterMs = backOffMs(row.attempts);
  if (row.everyMs !== null) {
    return { state: 'retry', afterMs: isLost ? afterMs : Math.min(afterMs, row.everyMs), error, alone: isLost };
  }
  const provenFatal = isLost && row.alone && row.attempts >= LOST_MAX;
  if (provenFatal || row.attempts >= ATTEMPTS_MAX) return { state: 'failed', error };
  return { state: 'retry', afterMs, error, alone: isLost };
}
