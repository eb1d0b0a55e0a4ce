/** Requests that begin before other events of the process get their turn: some milliseconds of work. */
const AT_ONCE = 8;

export type Turns = ReturnType<typeof createTurns>;

/**
 * Lets requests begin a few at a time, organisation by organisation: whoever sends a thousand at once waits for itself, and
 * the next request of another organisation is among the next to begin. How many wait is bounded by the budget of requests.
 */
export function createTurns(schedule: (next: () => void) => void = (next) => void setImmediate(next)) {
  /** In the order of their next turns. */
  const waiting = new Map<string, (() => void)[]>();
  let begun = 0;
  let isScheduled = false;

  function scheduleNext(): void {
    if (isScheduled) return;
    isScheduled = true;
    schedule(next);
  }

  function next(): void {
    isScheduled = false;
    begun = 0;
    for (; begun < AT_ONCE && waiting.size > 0; begun += 1) beginOne();
    if (begun > 0) scheduleNext();
  }

  function beginOne(): void {
    const [first] = waiting;
    if (!first) return;
    const [organisationId, own] = first;
    waiting.delete(organisationId);
    const begin = own.shift();
    if (own.length > 0) waiting.set(organisationId, own);
    begin?.();
  }

  return {
    /** Null: begin now. Otherwise it resolves at the organisation's turn. */
    take(organisationId: string): Promise<void> | null {
      scheduleNext();
      if (begun < AT_ONCE && waiting.size === 0) {
        begun += 1;
        return null;
      }
      return new Promise((resolve) => {
        const own = waiting.get(organisationId);
        if (own) own.push(resolve);
        else waiting.set(organisationId, [resolve]);
      });
    },
  };
}
