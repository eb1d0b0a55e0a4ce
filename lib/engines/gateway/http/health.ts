import type { Answer } from '@/lib/engines/gateway/errors';
import { allowed } from '@/lib/engines/gateway/exchange';
import type { Gate } from '@/lib/engines/gateway/gate';

/**
 * `/health/live`: the process answers. `/health/ready` and `/health`: it lets calls through, with what waits and what does
 * not work, as counts of the whole process and nothing of anybody's. Null: another path.
 */
export function healthAt(gate: Gate, path: string): Answer | null {
  if (path === '/health/live') return said(true, { status: 'live' });
  if (path !== '/health' && path !== '/health/ready') return null;
  const snapshotAgeMs = gate.snapshots.oldestMs();
  const calls = gate.calls.state();
  const status = statusOf(gate, calls.status);
  const counters = gate.counterState();
  return said(status === 'ready', { status, snapshotAgeMs, open: gate.live.count(), calls, counters });
}

/** Counters that cannot be kept refuse limited calls only, so they leave the gateway ready. */
function statusOf({ live, snapshots, staleMsMax }: Gate, calls: string): string {
  if (live.isEnding()) return 'ending';
  if (snapshots.ageMs() > staleMsMax) return 'stale';
  return calls === 'full' || calls === 'unwritable' ? `call log ${calls}` : 'ready';
}

function said(good: boolean, body: object): Answer {
  return { status: good ? 200 : 503, body: JSON.stringify(body), verdict: allowed };
}
