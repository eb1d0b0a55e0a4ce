import { log } from '@/lib/base/log';

type Parts = {
  /** Whether every change since the last check was heard of. */
  check: () => Promise<boolean>;
  /** Reads everything. */
  sweep: () => Promise<void>;
  pollMs: number;
  fullPollMs: number;
};

/** Between two checks that somebody asks for. */
const SOON_MS = 20;

/**
 * Knows since when what is held is what the database holds: checks each `pollMs` that changes are heard of, and has
 * everything read after a gap and each `fullPollMs`. While something may have been missed, no check counts.
 */
export class Freshness {
  /** Of `performance.now()`. */
  knownAt = Number.NEGATIVE_INFINITY;
  #sweptAt = Number.NEGATIVE_INFINITY;
  /** Gaps so far, and how many of them the last whole sweep made up for. */
  #gaps = 1;
  #mended = 0;
  #sweeping: Promise<void> | null = null;
  #checking: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #dueSoon = false;
  #closed = false;

  constructor(readonly parts: Parts) {}

  /** Rejects when the first reading fails. */
  async begin(): Promise<void> {
    await this.parts.check().catch(() => false);
    await this.#readAll();
    this.#schedule(this.parts.pollMs);
  }

  /** Something was missed, or may have been. */
  missed(): void {
    this.#gaps += 1;
  }

  /** Asks for a check before the next regular one. */
  soon(): void {
    if (this.#dueSoon) return;
    this.#dueSoon = true;
    if (!this.#checking) this.#schedule(SOON_MS);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#checking;
    await this.#sweeping;
  }

  async #readAll(): Promise<void> {
    const startedAt = performance.now();
    const gaps = this.#gaps;
    try {
      await this.parts.sweep();
      this.#mended = gaps;
      this.#sweptAt = startedAt;
      this.knownAt = Math.max(this.knownAt, startedAt);
    } catch (error) {
      this.missed();
      throw error;
    }
  }

  async #lookAfter(): Promise<void> {
    const askedAt = performance.now();
    const heard = await this.parts.check().catch(() => false);
    if (this.#closed) return;
    if (!heard) this.missed();
    const whole = this.#gaps === this.#mended;
    if (whole) this.knownAt = askedAt;
    if (this.#sweeping || (whole && askedAt - this.#sweptAt < this.parts.fullPollMs)) return;
    this.#sweeping = this.#readAll()
      .catch((error) => {
        if (!this.#closed) log.warn({ error }, 'The database cannot be read; the last snapshot stays.');
      })
      .finally(() => {
        this.#sweeping = null;
      });
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#dueSoon = false;
      this.#checking = this.#lookAfter().finally(() => {
        this.#checking = null;
        this.#schedule(this.#dueSoon ? SOON_MS : this.parts.pollMs);
      });
    }, ms).unref();
  }
}
