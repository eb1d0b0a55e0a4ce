import { z } from 'zod';

export const MintGrantInput = z.object({
  serverId: z.string(),
  label: z.string('Say who will use it.').trim().min(1, 'Say who will use it.').max(80, 'Use at most 80 characters.'),
  policyId: z.string('Choose a policy.').min(1, 'Choose a policy.'),
  expiresAt: z.date().optional(),
});
export type MintGrantInput = z.input<typeof MintGrantInput>;

/** A grant as lists show it. */
export type ShownGrant = {
  id: string;
  label: string;
  tokenHint: string;
  policyName: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
  createdAt: string;
};
