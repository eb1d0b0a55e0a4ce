import { setTimeout as delay } from 'node:timers/promises';
import { log } from '@/lib/base/log';
import { afterFailure } from './attempt';
import { createClaims } from './claims';
import { type Handler, type Handlers, type Kind, type Kinds, LIMIT_MS_MAX, type OutboxStore } from './ports';
import { createRunner } from './runner';
import { createWaker } from './waker';

type Parts<K extends Kinds> = {
  store: OutboxStore;
  kinds: K;
  handlers: Handlers<K>;
  /** Makes sure that new rows wake the worker; rejects where the database is away. */
  listen: (wake: () => void) => Promise<unknown>;
};

/** Milliseconds, but for the first two. */
type Bounds = {
  /** Rows under way at once, and those of one organisation among them. */
  slots: number;
  laneMax: number;
  /** Between looks for rows that are due, lost or to be done alone; new rows wake it at once. */
  pollMs: number;
  /** What is under way has this long to end when the worker is stopped. */
  drainMs: number;
  /** What was told to end has this long to do so. */
  graceMs: number;
  /** How much longer a claim lasts than its attempt may. */
  leaseMs: number;
};

const usual: Bounds = { slots: 4, laneMax: 2, pollMs: 5_000, drainMs: 8_000, graceMs: 1_000, leaseMs: 15_000 };
const TEND_MS = 600_000;
const LOST = 'The worker ended while it did this.';

/**
 * Does the work of the outbox. Rejects where the database cannot be read at the start; later failures of the database are
 * waited out. `stuck` resolves with a sentence when a handler goes on although its time is over: then the process must end.
 */
export async function startWorker<K extends Kinds>(
  { store, kinds, handlers, listen }: Parts<K>,
  over: Partial<Bounds> = {},
): Promise<{ stuck: Promise<string>; stop(): Promise<void> }> {
  const { slots, laneMax, pollMs, drainMs, graceMs, leaseMs } = { ...usual, ...over };
  requireSound(kinds);
  const known = handlers as Readonly<Record<string, Handler<Kind>>>;
  const runner = createRunner({ store, kinds, handlers: known, graceMs });
  const claims = createClaims({ store, runner, kinds, slots, laneMax, leaseMs });
  const waker = createWaker();
  runner.onEnd(waker.wake);
  let stopping = false;
  let tendAt = 0;

  async function poll(): Promise<void> {
    await listen(waker.wake);
    if (performance.now() >= tendAt) {
      await tend(store, kinds);
      tendAt = performance.now() + TEND_MS;
    }
    for (const row of await store.lost()) await runner.settle(row, afterFailure(row, LOST, true));
    if (!stopping) await claims.runAlone();
  }

  async function rounds(): Promise<void> {
    for (let pollAt = 0; !stopping; await waker.wait(Math.max(0, pollAt - performance.now()))) {
      try {
        const isTime = performance.now() >= pollAt;
        if (isTime) pollAt = performance.now() + pollMs;
        if (isTime) await poll();
        await claims.fill(() => !stopping && performance.now() < pollAt);
      } catch (error) {
        log.warn({ error }, 'The outbox could not be read.');
      }
    }
  }

  await poll();
  const loop = rounds();
  return {
    stuck: runner.stuck,
    async stop() {
      stopping = true;
      waker.wake();
      const drained = loop.then(runner.idle);
      await Promise.race([drained, delay(drainMs, undefined, { ref: false })]);
      await runner.abort();
      // A query that has no answer yet must not keep the process.
      await Promise.race([loop, delay(graceMs, undefined, { ref: false })]);
    },
  };
}

/** Rows that repeat are there, and rows that nobody here can do are told. */
async function tend(store: OutboxStore, kinds: Kinds): Promise<void> {
  const repeats = Object.entries(kinds).flatMap(([name, { everyMs }]) => (everyMs ? [[name, everyMs] as const] : []));
  await store.seed(new Map(repeats));
  for (const { kind, rows } of await store.unknown(Object.keys(kinds))) {
    log.error({ kind, rows }, 'The outbox has work of a kind that this version does not know. It stays there.');
  }
}

function requireSound(kinds: Kinds): void {
  for (const [name, { scope, limitMs = 1, everyMs, payload }] of Object.entries(kinds)) {
    const isSound =
      name.length <= 64 &&
      limitMs > 0 &&
      limitMs <= LIMIT_MS_MAX &&
      !('organisationId' in payload.shape) &&
      (everyMs === undefined || (scope === 'installation' && payload.safeParse({}).success));
    if (!isSound) throw new Error(`The kind ${name} of the outbox is not sound.`);
  }
}
