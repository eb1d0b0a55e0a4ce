import { createChannel } from '@/lib/base/database/channel';
import { openPool } from '@/lib/base/database/pool';
import { workerEnv } from '@/lib/base/env';
import { kinds } from '@/lib/engines/outbox/kinds';
import type { Handlers } from '@/lib/engines/outbox/ports';
import { createOutboxStore } from '@/lib/engines/outbox/store';
import { startWatchdog } from '@/lib/engines/outbox/watchdog';
import { startWorker } from '@/lib/engines/outbox/worker';
import { sweepEndedWork } from '@/lib/engines/retention/ended-work';
import { sweepInvitations } from '@/lib/engines/retention/invitations';
import { sweepUndecided } from '@/lib/engines/retention/undecided';

const QUERY_MS = 30_000;
const LISTEN_MS = 5_000;
/** No handler may keep the main thread for so long. */
const STANDSTILL_MS = 20_000;
/** Whatever hangs, the process is gone after this; the launcher waits 15 s. */
const END_MS = 13_000;

try {
  await run(workerEnv());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** The composition root: every kind of work with its handler. Ends when asked to, and when a handler cannot be ended. */
async function run({ DATABASE_URL }: { DATABASE_URL: string }): Promise<void> {
  const pool = openPool(DATABASE_URL, { max: 4, queryMs: QUERY_MS });
  const handlers: Handlers<typeof kinds> = {
    'approvals.sweep': ({ signal }) => sweepUndecided(pool, signal),
    'invitations.sweep': ({ signal }) => sweepInvitations(pool, signal),
    'outbox.sweep': ({ signal }) => sweepEndedWork(pool, signal),
  };
  let wake = () => {};
  const channel = createChannel('policylayer_outbox', DATABASE_URL, LISTEN_MS, {
    heard: () => wake(),
    // The connection is made anew at the next look.
    lost: () => {},
  });
  const listen = (woken: () => void) => {
    wake = woken;
    return channel.check();
  };
  startWatchdog(STANDSTILL_MS);
  const worker = await startWorker({ store: createOutboxStore(pool), kinds, handlers, listen }).catch((cause) => {
    throw new Error(`The worker cannot read its database: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  });
  process.stdout.write('The worker runs.\n');

  let isEnding = false;
  const end = async (code: number) => {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(1), END_MS);
    await worker.stop();
    process.exit(code);
  };
  // A service manager signals each process of its service, and the launcher its own: the second signal changes nothing.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(0));
  process.stderr.write(`${await worker.stuck}\n`);
  await end(1);
}
