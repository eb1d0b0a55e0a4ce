/** Milliseconds of processor time that a work takes: other processes take time on the wall, and none of this. */
export function cpuTimeOf<T>(work: () => T): { ms: number; result: T } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1_000, result };
}
