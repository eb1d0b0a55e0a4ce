import type { InlineShare } from './inline-share';
import type { PolicyInForce } from './ports';
import { type Reading, readAndJudge } from './reading';
import type { Waiter, Workers } from './workers';

/** Bodies up to this are read on the main thread: 3 ms at the worst, 0.1 ms as agents write them. */
const INLINE_BYTES_MAX = 16 * 1024;
/** Steps of expressions and conditions that the main thread takes: 5 ms at the worst. */
const INLINE_STEPS_MAX = 250_000;
const TERMS = { isCounted: false, waitMsMax: 10_000 };

/** `body`: its memory may be taken along; what was read holds it again. */
export type ReadRequest = { body: Buffer; policy: PolicyInForce | null; waiter: Waiter };

/** `busy`: too much of the organisation, or of all, waits. `too long`: it took more processor time than a message may. */
export type ReadResult = { reading: Reading; body: Buffer } | 'busy' | 'too long';

export type Reader = ReturnType<typeof createReader>;

/**
 * Reads and judges messages of clients: short ones at once, as far as their organisation has not used its share of the
 * main thread up, all others in a worker. Both run `readAndJudge`, so where it happens changes nothing but the time.
 */
export function createReader(workers: Workers, share: Pick<InlineShare, 'has' | 'spend'>) {
  async function elsewhere({ body, policy, waiter }: ReadRequest): Promise<ReadResult> {
    const worked = await workers.run({ body, task: { kind: 'message', policy } }, waiter, TERMS);
    if (typeof worked === 'string' || worked.outcome.kind !== 'message') return worked === 'too long' ? worked : 'busy';
    return { reading: worked.outcome.reading, body: worked.body };
  }

  return {
    read(request: ReadRequest): ReadResult | Promise<ReadResult> {
      const { body, policy, waiter } = request;
      if (body.length > INLINE_BYTES_MAX || !share.has(waiter.organisationId)) return elsewhere(request);
      const reading = share.spend(waiter.organisationId, () =>
        readAndJudge(body, policy?.compiled ?? null, INLINE_STEPS_MAX),
      );
      return reading === 'elsewhere' ? elsewhere(request) : { reading, body };
    },
  };
}
