/** What a queue must know of a job. */
export type Queued = { organisationId: string; isWanted(): boolean };

/** Jobs that wait, of one organisation and of all. */
const WAITING_OF_ONE_MAX = 32;
const WAITING_MAX = 256;
/** Processor time is forgotten by half in this time. */
const HALF_LIFE_MS = 10_000;
/** Organisations whose processor time is remembered; beyond, those that used least are forgotten. */
const REMEMBERED_MAX = 1_000;

/**
 * Jobs of many organisations, one after another: next is the one that used least processor time of late, so that nobody
 * waits behind another's thousand jobs. An organisation has one job running at most, however many threads are free.
 */
export class FairQueue<Job extends Queued> {
  readonly #waiting = new Map<string, Job[]>();
  readonly #running = new Set<string>();
  readonly #used = new Map<string, { ms: number; at: number }>();
  #count = 0;

  constructor(readonly now: () => number = () => performance.now()) {}

  /** False: too many wait already. */
  add(job: Job): boolean {
    const own = this.#waiting.get(job.organisationId) ?? [];
    if (own.length >= WAITING_OF_ONE_MAX || this.#count >= WAITING_MAX) return false;
    own.push(job);
    this.#waiting.set(job.organisationId, own);
    this.#count += 1;
    return true;
  }

  /** The next job to run, or null; `done` must be called for it. Jobs that nobody waits for any more are left out. */
  next(): Job | null {
    let best: string | null = null;
    for (const organisationId of this.#waiting.keys()) {
      if (this.#running.has(organisationId) || !this.#hasWanted(organisationId)) continue;
      if (best === null || this.usedBy(organisationId) < this.usedBy(best)) best = organisationId;
    }
    const job = best === null ? undefined : this.#take(best);
    if (!job) return null;
    this.#running.add(job.organisationId);
    return job;
  }

  done({ organisationId }: Job, ms: number): void {
    this.#running.delete(organisationId);
    this.#used.set(organisationId, { ms: this.usedBy(organisationId) + ms, at: this.now() });
    if (this.#used.size > REMEMBERED_MAX) this.#forgetLeast();
  }

  /** Milliseconds of processor time of late. */
  usedBy(organisationId: string): number {
    const used = this.#used.get(organisationId);
    return used ? used.ms * 2 ** ((used.at - this.now()) / HALF_LIFE_MS) : 0;
  }

  #hasWanted(organisationId: string): boolean {
    const own = this.#waiting.get(organisationId) ?? [];
    while (own[0] && !own[0].isWanted()) this.#take(organisationId);
    return own.length > 0;
  }

  #take(organisationId: string): Job | undefined {
    const own = this.#waiting.get(organisationId);
    const job = own?.shift();
    if (job) this.#count -= 1;
    if (own?.length === 0) this.#waiting.delete(organisationId);
    return job;
  }

  #forgetLeast(): void {
    const byUse = [...this.#used.keys()].sort((a, b) => this.usedBy(a) - this.usedBy(b));
    for (const organisationId of byUse.slice(0, byUse.length / 2)) this.#used.delete(organisationId);
  }
}
