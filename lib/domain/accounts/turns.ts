import { AppError } from '@/lib/base/errors';

/** Runs at most `running` pieces of work at once and keeps at most `waiting` more; refuses what comes beyond. */
export function createTurns({ running, waiting }: { running: number; waiting: number }) {
  const queue: (() => void)[] = [];
  let busy = 0;

  async function turn(): Promise<void> {
    if (busy < running) {
      busy += 1;
      return;
    }
    if (queue.length >= waiting) {
      throw new AppError('rate_limited', 'Too many people are signing in at this moment. Try again in a minute.');
    }
    // Who ends hands its turn over, so `busy` stays as it is.
    await new Promise<void>((resolve) => queue.push(resolve));
  }

  return async <T>(work: () => Promise<T>): Promise<T> => {
    await turn();
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else busy -= 1;
    }
  };
}
