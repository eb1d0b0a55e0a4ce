import type { CallRow } from '@/lib/engines/gateway/record/call-sink';

/** Rows a minute of one server and of one grant about requests that nobody was let in for. */
const ROWS_MAX = 30;
const MINUTE_MS = 60_000;

/**
 * Lets a bounded part of the rows through that need no valid grant: whoever knows a server's address, or holds a token
 * that was revoked, must not fill the call log. Remembers servers and grants that exist only, and for a minute.
 */
export function createRefusalRows(now: () => number) {
  let minute = Math.floor(now() / MINUTE_MS);
  const counts = new Map<string, number>();
  return (row: CallRow): CallRow | null => {
    const current = Math.floor(now() / MINUTE_MS);
    if (current !== minute) counts.clear();
    minute = current;
    const owner = row.grantId ?? row.serverId;
    const count = (counts.get(owner) ?? 0) + 1;
    counts.set(owner, Math.min(count, ROWS_MAX + 1));
    if (count > ROWS_MAX) return null;
    return count < ROWS_MAX ? row : { ...row, message: `${row.message} Further ones of this minute are not logged.` };
  };
}
