import { z } from 'zod';

export const ListCallsInput = z.object({
  serverId: z.string().optional(),
  grantId: z.guid().optional(),
  /** A decision; `failed`: allowed, and then something failed; `refused`: by the gateway, before a policy could decide. */
  outcome: z.enum(['allow', 'failed', 'deny', 'refused', 'hold']).optional(),
  /** Older than this id, for the next page. */
  before: z.guid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListCallsInput = z.input<typeof ListCallsInput>;

/** What a policy, or the lack of one or of a review, says without a rule of its own. Every other rule is a JSON Pointer. */
export const policyRules = [
  '(no policy)',
  '(unreadable policy)',
  '(default deny)',
  '(hidden)',
  '(pending)',
  '(unclear URI)',
  '(unclear name)',
];

/** Whether a policy denied a call; otherwise the gateway refused the request for what it was, whatever the policy says. */
export function isPolicyRule(rule: string): boolean {
  return rule.startsWith('/') || policyRules.includes(rule);
}

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
  /** What the agent was told as `requestId`, where it was told one. */
  requestId: z.string(),
  traceId: z.string().nullable(),
  /** Null: no policy was in force, or its version is gone. */
  policyVersion: z.number().nullable(),
  requestBytes: z.number(),
  responseBytes: z.number(),
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
