import { z } from 'zod';

export const PublishPolicyInput = z.object({
  serverId: z.string(),
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'A policy name has lower-case letters, digits and dashes only.')
    .default('default'),
  /** policy.json as text: it is kept as it was written. */
  document: z.string('The policy is empty.').min(1, 'The policy is empty.'),
  expectedVersion: z.number().int().min(0).optional(),
});
export type PublishPolicyInput = z.input<typeof PublishPolicyInput>;
