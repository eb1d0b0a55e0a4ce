/** Requests that begin in one turn of the event loop: a few milliseconds of work. */
const AT_ONCE = 8;

export type Turns = ReturnType<typeof createTurns>;

/**
 * Round robin over organisations: 8 requests begin in each turn of the event loop. An organisation that sends a thousand at
 * once waits behind its own; the next request of another one waits for one round. The budget of requests bounds how many wait.
 */
export function createTurns(schedule: (next: () => void) => void = (next) => void setImmediate(next)) {
  /** By organisation, in the order of their turns. */
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
    /** Null: begin now. Otherwise resolves when the request may begin; it always does. */
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
