/** What the queue must know of a job. `isCounted`: a budget bounds how many wait. */
export type Queued = { organisationId: string; isCounted: boolean };

/** Uncounted jobs that may wait, of one organisation and of all. */
const WAITING_OF_ONE_MAX = 32;
const WAITING_MAX = 256;
/** In this time, half of the processor time used is forgotten. */
const HALF_LIFE_MS = 10_000;
/** Organisations whose processor time is remembered; beyond, those that used least are forgotten. */
const REMEMBERED_MAX = 1_000;

/**
 * Fair queue of jobs: the organisation that used the least processor time recently is next, so nobody waits behind the
 * thousand jobs of another. One job of an organisation runs at a time, however many threads are free. `next` looks at each
 * waiting organisation once.
 */
export class FairQueue<Job extends Queued> {
  readonly #waiting = new Map<string, Job[]>();
  readonly #running = new Set<string>();
  readonly #used = new Map<string, { ms: number; at: number }>();
  /** Uncounted jobs that wait. */
  readonly #counts = new Map<string, number>();
  #count = 0;

  constructor(readonly now: () => number = () => performance.now()) {}

  /** False: too many uncounted jobs wait already. */
  add(job: Job): boolean {
    const { organisationId, isCounted } = job;
    const count = this.#counts.get(organisationId) ?? 0;
    if (!isCounted && (count >= WAITING_OF_ONE_MAX || this.#count >= WAITING_MAX)) return false;
    const own = this.#waiting.get(organisationId) ?? [];
    own.push(job);
    this.#waiting.set(organisationId, own);
    this.#bound(job, 1);
    return true;
  }

  /** Drops a job that nobody waits for; false where it has begun already. */
  remove(job: Job): boolean {
    const own = this.#waiting.get(job.organisationId) ?? [];
    const at = own.indexOf(job);
    if (at === -1) return false;
    own.splice(at, 1);
    this.#left(job, own);
    return true;
  }

  /** The next job to run, or null; `done` must be called for it. */
  next(): Job | null {
    let best: string | null = null;
    for (const organisationId of this.#waiting.keys()) {
      if (this.#running.has(organisationId)) continue;
      if (best === null || this.usedBy(organisationId) < this.usedBy(best)) best = organisationId;
    }
    const own = best === null ? undefined : this.#waiting.get(best);
    const job = own?.shift();
    if (!own || !job) return null;
    this.#left(job, own);
    this.#running.add(job.organisationId);
    return job;
  }

  /** `ms`: processor time that the job took. */
  done({ organisationId }: Job, ms: number): void {
    this.#running.delete(organisationId);
    this.#used.set(organisationId, { ms: this.usedBy(organisationId) + ms, at: this.now() });
    if (this.#used.size > REMEMBERED_MAX) this.#forgetLeast();
  }

  /** Milliseconds of processor time used, the older the less. */
  usedBy(organisationId: string): number {
    const used = this.#used.get(organisationId);
    return used ? used.ms * 2 ** ((used.at - this.now()) / HALF_LIFE_MS) : 0;
  }

  #left(job: Job, own: readonly Job[]): void {
    if (own.length === 0) this.#waiting.delete(job.organisationId);
    this.#bound(job, -1);
  }

  #bound({ organisationId, isCounted }: Job, more: number): void {
    if (isCounted) return;
    const count = (this.#counts.get(organisationId) ?? 0) + more;
    this.#count += more;
    if (count > 0) this.#counts.set(organisationId, count);
    else this.#counts.delete(organisationId);
  }

  #forgetLeast(): void {
    const byUse = [...this.#used.keys()].sort((a, b) => this.usedBy(a) - this.usedBy(b));
    for (const organisationId of byUse.slice(0, byUse.length / 2)) this.#used.delete(organisationId);
  }
}
