import { log } from '@/lib/base/log';
import {
  type CounterRequest,
  type CounterStore,
  limitMessage,
  type ReserveResult,
} from '@/lib/core/policy/limits/limit';
import type { Reservation } from '@/lib/core/policy/limits/reservation';
import { type Answer, toolRefusal } from '@/lib/engines/gateway/errors';
import type { Exchange } from '@/lib/engines/gateway/exchange';
import { unavailable } from '@/lib/engines/gateway/http/refusals';

/**
 * Counts everything a call needs counted, or nothing. Runs after the decision and after an approval, so that a denied or
 * held call costs nothing. Counters that cannot be reached refuse the call.
 */
export async function reserveLimits(exchange: Exchange, counters: CounterStore, nowMs: number): Promise<Answer | null> {
  const { reserve, caller, session } = exchange;
  if (reserve.length === 0 || !caller) return null;
  const owner = { organisation: caller.organisationId, grant: caller.id };
  const requests = reserve.map(({ counter, windowMs, max, amount, scope }) => {
    const key = `${ownerOf(exchange, scope)}:${counter}`;
    return { owner, session: scope === 'session' ? session?.id : undefined, key, windowMs, max, amount };
  });
  const result = await reserveOr(counters, requests, nowMs);
  if (result === null) {
    return unavailable(
      exchange,
      'This call is limited and cannot be counted now, so it was not made. Try again later.',
    );
  }
  if (result.ok) {
    exchange.undo.push(() => counters.giveBack(result.receipt));
    return null;
  }
  const refused = reserve[result.index];
  return toolRefusal(exchange, {
    outcome: 'deny',
    rule: result.reason === undefined && refused ? refused.rule : '(counters)',
    message: refused ? limitMessage(refused, result) : 'A limit is reached.',
    retryAfterMs: result.retryAfterMs ?? undefined,
  });
}

/** Null where the count is not known to be kept: the disk is full, or the shared store is away. */
async function reserveOr(
  counters: CounterStore,
  requests: readonly CounterRequest[],
  nowMs: number,
): Promise<ReserveResult | null> {
  try {
    return await counters.reserve(requests, nowMs);
  } catch (error) {
    log.warn({ error }, 'A limited call could not be counted and was refused.');
    return null;
  }
}

/**
 * Whose counter it is. Where the protocol has no sessions, a session's counter is the grant's: another one than that of
 * the scope `grant` by the same name, or a call with both would be counted twice.
 */
function ownerOf({ caller, target, session }: Exchange, scope: Reservation['scope']): string {
  if (scope === 'session') return session ? `session:${session.id}` : `session:grant:${caller?.id}`;
  if (scope === 'server') return `server:${target?.id}`;
  if (scope === 'organisation') return `organisation:${caller?.organisationId}`;
  return `grant:${caller?.id}`;
}
