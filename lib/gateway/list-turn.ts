import { errorText } from '@/lib/mcp/errors';
import { gatewayCode } from './errors';
import { type Exchange, idOf } from './exchange';
import type { Gate } from './gate';

/** Shorter lists are filtered at once. */
const SHORT = 32 * 1024;
/** Characters of a list that are read, compared and written in a millisecond. */
const CHARACTERS_A_MS = 16 * 1024;

/** Waits until the organisation may have another long list filtered; false where that would be too long. */
export async function takeTurn(gate: Gate, { server }: Exchange, page: string): Promise<boolean> {
  return page.length <= SHORT || !server || gate.pace.turn(server.organisationId, page.length / CHARACTERS_A_MS);
}

/** What is answered instead of a list that has no turn. */
export function noTurn(exchange: Exchange): string {
  const message = 'Long lists of your organisation are waiting to be read. Try again in some seconds.';
  exchange.failure = 'overloaded';
  return errorText(idOf(exchange), gatewayCode.overloaded, message, { requestId: exchange.id, retryAfterMs: 5_000 });
}
