type Entry = { atMs: number; name: string };

/** A binary min-heap of names by time: O(log n) to add and to take, O(1) to look at the soonest. */
export class ExpiryQueue {
  private readonly heap: Entry[] = [];

  get size(): number {
    return this.heap.length;
  }

  get soonest(): Entry | undefined {
    return this.heap[0];
  }

  names(): string[] {
    return this.heap.map(({ name }) => name);
  }

  add(name: string, atMs: number): void {
    const entry = { atMs, name };
    let at = this.heap.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.heap[above] as Entry;
      if (parent.atMs <= atMs) break;
      this.heap[at] = parent;
      at = above;
    }
    this.heap[at] = entry;
  }

  /** Takes the soonest out. */
  take(): void {
    const last = this.heap.pop();
    if (!last || this.heap.length === 0) return;
    let at = 0;
    for (;;) {
      const child = this.soonerChild(at);
      if (child === null || child.entry.atMs >= last.atMs) break;
      this.heap[at] = child.entry;
      at = child.at;
    }
    this.heap[at] = last;
  }

  private soonerChild(of: number): { at: number; entry: Entry } | null {
    const left = 2 * of + 1;
    const [one, other] = [this.heap[left], this.heap[left + 1]];
    if (!one) return null;
    return other && other.atMs < one.atMs ? { at: left + 1, entry: other } : { at: left, entry: one };
  }
}
