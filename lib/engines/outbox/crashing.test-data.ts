import { setTimeout as delay } from 'node:timers/promises';
import { openPool } from '@/lib/base/database/pool';
import { createOutboxStore } from './store';
import { quick, testKinds } from './test-outbox';
import { startWatchdog } from './watchdog';
import { startWorker } from './worker';

// A worker as a process of its own, whose handler ends it, or stands still, when the row says so.

const pool = openPool(process.argv[2] ?? '', { max: 4, queryMs: 10_000 });
startWatchdog(800);
await startWorker(
  {
    store: createOutboxStore(pool),
    kinds: testKinds,
    handlers: {
      note: async ({ payload }) => {
        await delay(50);
        if (payload.text === 'end') process.kill(process.pid, 'SIGKILL');
        while (payload.text === 'stand still');
        await delay(250);
      },
      chore: async () => {},
      tick: async () => {},
    },
    listen: async () => {},
  },
  { ...quick, leaseMs: 300 },
);
