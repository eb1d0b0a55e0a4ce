import { z } from 'zod';

export const DecideApprovalInput = z.object({
  id: z.string(),
  approve: z.boolean(),
  /** Told to the agent when the call is rejected. */
  reason: z.string().trim().max(500, 'Use at most 500 characters.').optional(),
});
export type DecideApprovalInput = z.input<typeof DecideApprovalInput>;
