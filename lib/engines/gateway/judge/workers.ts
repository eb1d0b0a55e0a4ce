import { FairQueue } from './fair-queue';
import { type Done, Lane } from './lane';
import type { Outcome, Task } from './reader-job';

/** Two, so that a job of one organisation leaves a thread for the others. */
const LANES = 2;
/** Processor time of one job, in milliseconds: twice what the steps that `decide` allows can take. */
const JOB_MS_MAX = 2_000;

/** The organisation that a job counts for, and the response that waits for it. */
export type Waiter = {
  organisationId: string;
  /** A job that has not begun when this closes is dropped. */
  res: {
    readonly destroyed: boolean;
    once(event: 'close', heard: () => void): unknown;
    off(event: 'close', heard: () => void): unknown;
  };
};

/** `body`: empty afterwards where it has memory of its own, which moves to the worker and comes back with the result. */
export type Work = { body: Buffer | readonly Buffer[]; task: Task };

/** `isCounted`: a budget bounds how many wait, so the queue need not. `waitMsMax`: milliseconds until it is given up. */
export type Terms = { isCounted: boolean; waitMsMax: number };

/**
 * `busy`: it did not begin, since the queue is full, it waited too long, its client has left, or no worker can be started.
 * `too long`: it took more than 2 s of processor time, or more memory than a worker has.
 */
export type Worked = { outcome: Outcome; body: Buffer } | 'busy' | 'too long';

type Waiting = Work & { organisationId: string; isCounted: boolean; settle(result: Worked): void };

export type Workers = ReturnType<typeof createWorkers>;

/**
 * Two worker threads for what would block the main thread, shared fairly between organisations (`FairQueue`). Uncounted
 * jobs that wait are bounded to 32 of one organisation and 256 in all.
 */
export function createWorkers({ jobMsMax = JOB_MS_MAX } = {}) {
  const queue = new FairQueue<Waiting>();
  const lanes: Lane[] = [];

  function pump(): void {
    for (;;) {
      const lane = lanes.find(({ isFree }) => isFree) ?? newLane();
      const job = lane && queue.next();
      if (!lane || !job) return;
      lane.run(job, (done) => finish(job, done));
    }
  }

  function newLane(): Lane | null {
    if (lanes.length >= LANES) return null;
    const lane = new Lane(jobMsMax);
    lanes.push(lane);
    return lane;
  }

  function finish(job: Waiting, done: Done): void {
    queue.done(job, done.ms);
    job.settle(resultOf(done));
    pump();
  }

  return {
    /** Never rejects. Bytes with memory of their own are handed over, others are copied. */
    run(work: Work, { organisationId, res }: Waiter, { isCounted, waitMsMax }: Terms): Promise<Worked> {
      return new Promise((resolve) => {
        const giveUp = () => queue.remove(job) && job.settle('busy');
        const timer = setTimeout(giveUp, waitMsMax);
        const settle = (result: Worked) => {
          clearTimeout(timer);
          res.off('close', giveUp);
          resolve(result);
        };
        const job: Waiting = { ...work, organisationId, isCounted, settle };
        if (res.destroyed || !queue.add(job)) return settle('busy');
        res.once('close', giveUp);
        pump();
      });
    },
    async close(): Promise<void> {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

function resultOf({ outcome, body }: Done): Worked {
  if (outcome === 'no worker') return 'busy';
  return outcome === 'too long' || body === null ? 'too long' : { outcome, body };
}
