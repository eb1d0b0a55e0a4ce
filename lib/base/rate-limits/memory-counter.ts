import type { WindowCounter } from './limiter';

type Options = {
  seconds: number;
  /** Keys that are counted at once, about 200 bytes each. */
  keysMax?: number;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
};

/**
 * Fixed-window counter in memory, O(1). A key is evicted when its window has ended, or when it is the oldest of `keysMax`:
 * then somebody may retry early, and nobody is locked out.
 */
export function createMemoryCounter(options: Options): WindowCounter {
  const { seconds, keysMax = 100_000, now = () => performance.now() } = options;
  /** In the order of their ends, since all are of one length. */
  const windows = new Map<string, { points: number; endsAt: number }>();

  function begin(key: string, at: number) {
    windows.delete(key);
    for (const [oldest, { endsAt }] of windows) {
      if (endsAt > at && windows.size < keysMax) break;
      windows.delete(oldest);
    }
    const window = { points: 0, endsAt: at + seconds * 1_000 };
    windows.set(key, window);
    return window;
  }

  return {
    async add(key, weight) {
      const at = now();
      const known = windows.get(key);
      const window = known && known.endsAt > at ? known : begin(key, at);
      window.points += weight;
      return { points: window.points, endsInMs: window.endsAt - at };
    },
  };
}
