import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from './child';

/** A process that is restarted when it ends. */
export type Supervised = {
  /** The first start of the process. */
  first: Child;
  /** Stops it for good. */
  stop(): Promise<void>;
};

type Options = {
  /** Back-off before the first restart, in milliseconds; doubled each time, up to `longestMs`. */
  shortestMs?: number;
  longestMs?: number;
  /** A process that ran this long resets the back-off. */
  steadyMs?: number;
  say?: (sentence: string) => void;
};

/** Supervisor: restarts a process with exponential back-off. A failure never ends the others. */
export function supervise(
  start: () => Child,
  { shortestMs = 500, longestMs = 30_000, steadyMs = 60_000, say = console.error }: Options = {},
): Supervised {
  const first = start();
  const stopping = new AbortController();
  let current = first;

  async function keep(): Promise<void> {
    let waitMs = shortestMs;
    for (;;) {
      const startedAt = performance.now();
      const how = await current.ended;
      if (stopping.signal.aborted) return;
      if (performance.now() - startedAt >= steadyMs) waitMs = shortestMs;
      say(`The ${current.name} ended (${how}). It is started again in ${waitMs / 1_000} s.`);
      current = await startAgain(waitMs);
      waitMs = Math.min(longestMs, waitMs * 2);
      current.show({ withStart: true });
    }
  }

  /** Spawning may fail for lack of memory now and succeed later. */
  async function startAgain(waitMs: number): Promise<Child> {
    for (let next = waitMs; ; next = Math.min(longestMs, next * 2)) {
      await delay(next, undefined, { signal: stopping.signal });
      stopping.signal.throwIfAborted();
      try {
        return start();
      } catch (error) {
        say(`It could not be started: ${error instanceof Error ? error.message : error}.`);
      }
    }
  }

  const kept = keep().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  return {
    first,
    async stop() {
      stopping.abort();
      await current.stop();
      await kept;
    },
  };
}
