type Waiter = { resolve: () => void; reject: (error: unknown) => void };

/**
 * Group commit: collects lines until the end of the event loop's turn and writes them at once, so that a turn costs one
 * write. If `write` throws, every line of the turn is unwritten.
 */
export class GroupCommit {
  #lines: string[] = [];
  #waiters: Waiter[] = [];
  #due = false;

  constructor(readonly write: (text: string) => void) {}

  /** Resolves when the line is written. The line must not contain a newline. */
  add(line: string): Promise<void> {
    this.note(line);
    return new Promise((resolve, reject) => void this.#waiters.push({ resolve, reject }));
  }

  /** Writes the line with others of this turn, without a promise. */
  note(line: string): void {
    this.#lines.push(line);
    if (this.#due) return;
    this.#due = true;
    setImmediate(() => this.commit());
  }

  /** Writes the pending lines now. */
  commit(): void {
    this.#due = false;
    if (this.#lines.length === 0) return;
    const text = `${this.#lines.join('\n')}\n`;
    const waiters = this.#waiters;
    this.#lines = [];
    this.#waiters = [];
    try {
      this.write(text);
    } catch (error) {
      for (const { reject } of waiters) reject(error);
      return;
    }
    for (const { resolve } of waiters) resolve();
  }
}
