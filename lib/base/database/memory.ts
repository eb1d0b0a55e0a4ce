import { totalmem } from 'node:os';

/** PostgreSQL's own choice, and as much as a catalogue of a million tools asks for. */
const megabytesMin = 128;
const megabytesMax = 2_048;

/**
 * What PostgreSQL may keep of its pages in memory, which it takes up as it reads: an eighth of what this machine or
 * container has, so that a page of a large catalogue costs no reading from files.
 */
export function cacheMegabytes(): number {
  const bytes = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  return Math.min(Math.max(Math.floor(bytes / 8 / 2 ** 20), megabytesMin), megabytesMax);
}
