import type { Problem } from '@/lib/core/policy/document/read';

/** What publishing answered: the number that is live, or why nothing was published. */
export type PublishState = { ok: boolean; message?: string; version?: number; problems?: Problem[] };
