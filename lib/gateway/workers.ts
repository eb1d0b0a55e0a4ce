import { FairQueue } from './fair-queue';
import { type Done, Lane } from './lane';
import type { Outcome, Task } from './reader-job';

/** Two, so that one organisation's job leaves a thread to the others. */
const LANES = 2;
/** Processor time of one text: twice what the steps allow that `decide` lets pass. */
const JOB_MS_MAX = 2_000;

/** Who waits, and at whose cost. */
export type Waiter = {
  organisationId: string;
  /** Once it is closed nobody waits any more. */
  res: {
    readonly destroyed: boolean;
    once(event: 'close', heard: () => void): unknown;
    off(event: 'close', heard: () => void): unknown;
  };
};

/** `body`: its memory may be taken along; what was read holds it again. */
export type Work = { body: Buffer; task: Task };

/** `isCounted`: its memory is counted in a budget, so that any number may wait. `waitMsMax`: until it is given up. */
type Terms = { isCounted: boolean; waitMsMax: number };

/** `busy`: too much of the organisation, or of all, waits. `too long`: it took more processor time than it may. */
export type Worked = { outcome: Outcome; body: Buffer } | 'busy' | 'too long';

type Waiting = Work & { organisationId: string; isCounted: boolean; settle(result: Worked): void };

export type Workers = ReturnType<typeof createWorkers>;

/** Threads for what would keep the main thread too long, fairly between organisations. */
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
