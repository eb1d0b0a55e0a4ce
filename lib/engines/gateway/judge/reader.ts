import type { SentParamHeader } from '@/lib/core/mcp/param-headers';
import type { PolicyInForce } from '@/lib/engines/gateway/ports';
import type { InlineShare } from './inline-share';
import type { Task } from './reader-job';
import { type Reading, readAndJudge } from './reading';
import type { Terms, Waiter, Workers } from './workers';

/** Bytes of a body that is read on the main thread: 3 ms at worst, 0.1 ms as agents write them. */
const INLINE_BYTES_MAX = 16 * 1024;
/** Steps of expressions and conditions on the main thread: 5 ms at worst. */
const INLINE_STEPS_MAX = 250_000;
const WAIT_MS_MAX = 10_000;
const LONG = { isCounted: false, waitMsMax: WAIT_MS_MAX };
/** The budget of requests bounds how many wait: an organisation that is only busy is slowed down, not refused. */
const SHORT = { isCounted: true, waitMsMax: WAIT_MS_MAX };

/** `parts`: of the body, in order; may be empty afterwards. The result holds their bytes. */
export type ReadRequest = {
  parts: readonly Buffer[];
  policy: PolicyInForce | null;
  /** What the arguments of a call are compared with. */
  paramHeaders: readonly SentParamHeader[];
  waiter: Waiter;
};

/** `busy` and `too long`: see `Worked`. */
export type ReadResult = { reading: Reading; body: Buffer } | 'busy' | 'too long';

export type Reader = ReturnType<typeof createReader>;

/**
 * Reads and judges messages of clients. Those of at most 16 KiB are read at once while their organisation has a share of
 * the main thread left, all others by a worker; so is a call whose rules take more than 250,000 steps. Both run
 * `readAndJudge`, so only the time differs. Never rejects.
 */
export function createReader(workers: Workers, share: Pick<InlineShare, 'has' | 'spend'>) {
  async function inWorker(request: ReadRequest, terms: Terms): Promise<ReadResult> {
    const { parts, policy, paramHeaders, waiter } = request;
    const task: Task = { kind: 'message', policy, paramHeaders };
    const worked = await workers.run({ body: parts, task }, waiter, terms);
    if (typeof worked === 'string' || worked.outcome.kind !== 'message') return worked === 'too long' ? worked : 'busy';
    return { reading: worked.outcome.reading, body: worked.body };
  }

  return {
    read(request: ReadRequest): ReadResult | Promise<ReadResult> {
      const { parts, policy, paramHeaders, waiter } = request;
      const length = parts.reduce((sum, part) => sum + part.length, 0);
      if (length > INLINE_BYTES_MAX) return inWorker(request, LONG);
      if (!share.has(waiter.organisationId)) return inWorker(request, SHORT);
      const [first] = parts;
      const body = first && parts.length === 1 ? first : Buffer.concat(parts);
      const reading = share.spend(waiter.organisationId, () =>
        readAndJudge(body, policy?.compiled ?? null, paramHeaders, INLINE_STEPS_MAX),
      );
      return reading === 'elsewhere' ? inWorker(request, LONG) : { reading, body };
    },
  };
}
