import { totalmem } from 'node:os';

/** PostgreSQL's default, and what a catalogue of a million tools needs. */
const megabytesMin = 128;
const megabytesMax = 2_048;

/** shared_buffers: an eighth of the memory of the machine or container, from 128 MB to 2 GB. */
export function cacheMegabytes(): number {
  const bytes = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  return Math.min(Math.max(Math.floor(bytes / 8 / 2 ** 20), megabytesMin), megabytesMax);
}
