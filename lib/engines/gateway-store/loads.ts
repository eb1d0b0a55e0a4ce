import { log } from '@/lib/base/log';

const RUNNING_MAX = 3;
/** Of them, those of organisations whose last load was slow; the others never wait behind them. */
const SLOW_RUNNING_MAX = 1;

type Timing = { slowMs: number; retryMs: number };
const usual: Timing = { slowMs: 250, retryMs: 1_000 };

/**
 * Loads organisations when they are asked for, in the order of asking: each once at a time, three at once, one of them
 * slow. What is asked for during a load is loaded after it, since it may have come too late for it. A load that fails is
 * tried again each second.
 */
export class Loads {
  /** Organisations that do not load yet, with the time since when they should. */
  readonly #waiting = new Map<string, number>();
  readonly #running = new Map<string, number>();
  readonly #slow = new Set<string>();
  readonly #retries = new Map<string, NodeJS.Timeout>();
  readonly #timing: Timing;
  #closed: (() => void) | null = null;

  constructor(
    readonly load: (id: string) => Promise<void>,
    timing: Partial<Timing> = {},
  ) {
    this.#timing = { ...usual, ...timing };
  }

  request(id: string): void {
    if (!this.#waiting.has(id)) this.#waiting.set(id, performance.now());
    this.#pump();
  }

  isBusy(id: string): boolean {
    return this.#waiting.has(id) || this.#running.has(id);
  }

  /** Organisations that wait for a load. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Since when an organisation, or any, waits to be loaded; Infinity: none does. */
  since(id?: string): number {
    const all = [this.#waiting, this.#running];
    if (id !== undefined) return Math.min(...all.map((times) => times.get(id) ?? Number.POSITIVE_INFINITY));
    let oldest = Number.POSITIVE_INFINITY;
    for (const times of all) for (const since of times.values()) oldest = Math.min(oldest, since);
    return oldest;
  }

  /** Nothing begins any more; resolves when nothing is under way. */
  async close(): Promise<void> {
    for (const timer of this.#retries.values()) clearTimeout(timer);
    await new Promise<void>((resolve) => {
      this.#closed = resolve;
      if (this.#running.size === 0) resolve();
    });
  }

  #pump(): void {
    for (const [id, since] of this.#waiting) {
      if (this.#closed || this.#running.size >= RUNNING_MAX) return;
      if (!this.#mayBegin(id)) continue;
      this.#waiting.delete(id);
      this.#running.set(id, since);
      void this.#run(id, since);
    }
  }

  #mayBegin(id: string): boolean {
    if (this.#running.has(id) || this.#retries.has(id)) return false;
    if (!this.#slow.has(id)) return true;
    return [...this.#running.keys()].filter((one) => this.#slow.has(one)).length < SLOW_RUNNING_MAX;
  }

  async #run(id: string, since: number): Promise<void> {
    const startedAt = performance.now();
    try {
      await this.load(id);
    } catch (error) {
      if (!this.#closed) log.warn({ error, organisationId: id }, 'A change could not be read; it is tried again.');
      this.#retryLater(id, since);
    }
    this.#running.delete(id);
    if (performance.now() - startedAt > this.#timing.slowMs) this.#slow.add(id);
    else this.#slow.delete(id);
    this.#pump();
    if (this.#running.size === 0) this.#closed?.();
  }

  #retryLater(id: string, since: number): void {
    this.#waiting.set(id, since);
    const timer = setTimeout(() => {
      this.#retries.delete(id);
      this.#pump();
    }, this.#timing.retryMs).unref();
    this.#retries.set(id, timer);
  }
}
