import type { Reading } from './reading';

/** What a reading worker is told. `document` comes with the first job of a policy version. */
export type Job = {
  body: Uint8Array;
  versionId: string | null;
  document: string | null;
  /** Versions that no further job will name without their document. */
  forget: string[];
};

/** What it says: once, which thread of the system it is, then one answer a job. The body comes back with it. */
export type Said = { threadId: string | null } | { reading: Reading; body: Uint8Array };
