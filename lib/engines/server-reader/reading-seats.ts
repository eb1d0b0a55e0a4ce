import { AppError } from '@/lib/base/errors';

type SeatBounds = {
  /** Readings at once in the process: each holds up to 4 MiB of answers and their parsed form. */
  atOnce: number;
  /** Readings at once for one organisation: a slow server should not block another one. */
  atOnceOfOne: number;
  /** Waiting readings, of one organisation and of all; more are refused at once. */
  waitingOfOne: number;
  waiting: number;
  waitMs: number;
};

const BOUNDS: SeatBounds = { atOnce: 12, atOnceOfOne: 2, waitingOfOne: 8, waiting: 100, waitMs: 15_000 };

type Waiting = { organisationId: string; enter: () => void };

/**
 * Semaphore for readings, by organisation and in total, which bounds their memory. First in, first out, past
 * organisations that are at their limit.
 */
export class ReadingSeats {
  readonly #bounds: SeatBounds;
  /** The organisation of each running reading. */
  readonly #reading: string[] = [];
  readonly #waiting = new Set<Waiting>();

  constructor(bounds: SeatBounds = BOUNDS) {
    this.#bounds = bounds;
  }

  /** Runs `read` with a seat; throws an AppError if none is free in time. */
  async run<T>(organisationId: string, read: () => Promise<T>): Promise<T> {
    await this.#enter(organisationId);
    try {
      return await read();
    } finally {
      this.#reading.splice(this.#reading.indexOf(organisationId), 1);
      this.#admit();
    }
  }

  async #enter(organisationId: string): Promise<void> {
    if (this.#hasSeat(organisationId)) {
      this.#reading.push(organisationId);
      return;
    }
    const ofOne = [...this.#waiting].filter((one) => one.organisationId === organisationId).length;
    if (ofOne >= this.#bounds.waitingOfOne || this.#waiting.size >= this.#bounds.waiting) throw busy();
    await new Promise<void>((resolve, reject) => {
      const waiting = { organisationId, enter };
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        reject(busy());
      }, this.#bounds.waitMs);
      function enter() {
        clearTimeout(timer);
        resolve();
      }
      this.#waiting.add(waiting);
    });
  }

  #hasSeat(organisationId: string): boolean {
    const ofOne = this.#reading.filter((one) => one === organisationId).length;
    return this.#reading.length < this.#bounds.atOnce && ofOne < this.#bounds.atOnceOfOne;
  }

  #admit(): void {
    for (const waiting of this.#waiting) {
      if (!this.#hasSeat(waiting.organisationId)) continue;
      this.#waiting.delete(waiting);
      this.#reading.push(waiting.organisationId);
      waiting.enter();
    }
  }
}

function busy(): AppError {
  return new AppError(
    'rate_limited',
    'Too many servers are being read right now. Nothing was changed. Try again in 30 seconds.',
    { retryAfterSeconds: 30 },
  );
}
