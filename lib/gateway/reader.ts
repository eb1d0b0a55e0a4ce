import { FairQueue } from './fair-queue';
import { type Done, Lane } from './lane';
import type { PolicyInForce } from './ports';
import { type Reading, readAndJudge } from './reading';

/** Bodies up to this are read on the main thread: 3 ms at the worst, 0.1 ms as agents write them. */
const INLINE_BYTES_MAX = 16 * 1024;
/** Steps of expressions and conditions that the main thread takes: 5 ms at the worst. */
const INLINE_STEPS_MAX = 250_000;
/** Two, so that one organisation's job leaves a thread to the others. */
const LANES = 2;
const WAIT_MS_MAX = 10_000;
/** Processor time of one message: twice what the steps allow that `decide` lets pass. */
const JOB_MS_MAX = 2_000;

export type ReadRequest = {
  /** Its memory may be taken along; what was read holds it again. */
  body: Buffer;
  organisationId: string;
  policy: PolicyInForce | null;
  /** False once nobody waits for the answer any more. */
  isWanted(): boolean;
};

/** `busy`: too much of the organisation, or of all, waits. `too long`: it took more processor time than a message may. */
export type ReadResult = { reading: Reading; body: Buffer } | 'busy' | 'too long';

type Waiting = ReadRequest & { timer: NodeJS.Timeout; resolve(result: ReadResult): void };

export type Reader = ReturnType<typeof createReader>;

/**
 * Reads and judges messages: short ones at once, those that may take longer in a worker thread, fairly between
 * organisations. Both run `readAndJudge`, so where it happens changes nothing but the time.
 */
export function createReader({ jobMsMax = JOB_MS_MAX } = {}) {
  const queue = new FairQueue<Waiting>();
  const lanes: Lane[] = [];

  function pump(): void {
    for (;;) {
      const lane = lanes.find(({ isFree }) => isFree) ?? newLane();
      const job = lane && queue.next();
      if (!lane || !job) return;
      clearTimeout(job.timer);
      lane.run(job, (done) => finish(job, done));
    }
  }

  function newLane(): Lane | null {
    if (lanes.length >= LANES) return null;
    const lane = new Lane(jobMsMax);
    lanes.push(lane);
    return lane;
  }

  function finish(job: Waiting, { reading, body, ms }: Done): void {
    queue.done(job, ms);
    job.resolve(resultOf(reading, body));
    pump();
  }

  function enqueue(request: ReadRequest): Promise<ReadResult> {
    return new Promise((resolve) => {
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        resolve('busy');
      }, WAIT_MS_MAX);
      const job = { ...request, timer, resolve, isWanted: () => !late && request.isWanted() };
      if (queue.add(job)) return pump();
      clearTimeout(timer);
      resolve('busy');
    });
  }

  return {
    read(request: ReadRequest): ReadResult | Promise<ReadResult> {
      const { body, policy } = request;
      if (body.length > INLINE_BYTES_MAX) return enqueue(request);
      const reading = readAndJudge(body, policy?.compiled ?? null, INLINE_STEPS_MAX);
      return reading === 'elsewhere' ? enqueue(request) : { reading, body };
    },
    async close(): Promise<void> {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

function resultOf(reading: Done['reading'], body: Buffer | null): ReadResult {
  if (reading === 'no worker') return 'busy';
  return reading === 'too long' || body === null ? 'too long' : { reading, body };
}
