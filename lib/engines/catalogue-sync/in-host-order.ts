/** Runs work on all items in order, `concurrency` at once and at most one for each host. */
export async function inHostOrder<T extends { url: string }>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queues = new Map<string, T[]>();
  for (const item of items) {
    const { host } = new URL(item.url);
    const queue = queues.get(host);
    if (queue) queue.push(item);
    else queues.set(host, [item]);
  }
  const hosts = queues.values();
  const worker = async () => {
    for (const queue of hosts) for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
