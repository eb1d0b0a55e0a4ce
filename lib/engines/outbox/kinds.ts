import { z } from 'zod';
import type { Kinds } from './ports';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const repeats = (everyMs: number) => ({ scope: 'installation', payload: z.strictObject({}), everyMs }) as const;

/** All the work there is. Its handlers are in bin/worker.ts. */
export const kinds = {
  /** Arguments that nobody decided about in time are forgotten, and the requests removed after a month. */
  'approvals.sweep': repeats(MINUTE_MS),
  'invitations.sweep': repeats(HOUR_MS),
  /** Rows of the outbox itself that ended long enough ago. */
  'outbox.sweep': repeats(HOUR_MS),
} as const satisfies Kinds;
