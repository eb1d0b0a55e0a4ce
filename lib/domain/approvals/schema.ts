import { z } from 'zod';

export const DecideApprovalInput = z.object({
  id: z.string(),
  approve: z.boolean(),
  /** Told to the agent when the call is rejected. */
  reason: z.string().trim().max(500, 'Use at most 500 characters.').optional(),
});
export type DecideApprovalInput = z.input<typeof DecideApprovalInput>;

/** A held call as the inbox shows it. */
export const ShownApproval = z.object({
  id: z.string(),
  serverId: z.string(),
  server: z.string(),
  grant: z.string(),
  policy: z.string(),
  tool: z.string(),
  rule: z.string(),
  message: z.string(),
  reason: z.string().nullable(),
  state: z.enum(['pending', 'approved', 'rejected', 'consumed']),
  digest: z.string(),
  /** Indented JSON until the decision; null afterwards, or when this process cannot open them. */
  arguments: z.string().nullable(),
  expiresAt: z.string(),
  createdAt: z.string(),
  decidedAt: z.string().nullable(),
});
export type ShownApproval = z.infer<typeof ShownApproval>;

export const ApprovalInbox = z.object({ waiting: z.array(ShownApproval), past: z.array(ShownApproval) });
export type ApprovalInbox = z.infer<typeof ApprovalInbox>;
