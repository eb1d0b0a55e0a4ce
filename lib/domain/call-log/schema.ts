import { z } from 'zod';

export const ListCallsInput = z.object({
  serverId: z.string().optional(),
  grantId: z.guid().optional(),
  /** A decision, or `failed`: allowed, and then something failed. */
  outcome: z.enum(['allow', 'failed', 'deny', 'hold']).optional(),
  /** Older than this id, for the next page. */
  before: z.guid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListCallsInput = z.input<typeof ListCallsInput>;

/** One row of the call log as a machine reads it. */
export const ShownCall = z.object({
  id: z.string(),
  at: z.string(),
  serverId: z.string(),
  server: z.string(),
  grant: z.string(),
  method: z.string(),
  tool: z.string().nullable(),
  argumentKeys: z.array(z.string()),
  outcome: z.enum(['allow', 'deny', 'hold']),
  rule: z.string(),
  message: z.string(),
  /** What failed after the call was allowed. */
  failure: z.string().nullable(),
  upstreamStatus: z.number().nullable(),
  gatewayMicros: z.number(),
  upstreamMicros: z.number(),
});
export type ShownCall = z.infer<typeof ShownCall>;

export const CallPage = z.object({ calls: z.array(ShownCall) });

/** What an address says of the log; what cannot be read is left out. */
export const CallQuery = z.object({
  outcome: ListCallsInput.shape.outcome.catch(undefined),
  before: ListCallsInput.shape.before.catch(undefined),
});
