type Waiter = { resolve: () => void; reject: (error: unknown) => void };

/**
 * Collects lines until the end of the event loop's turn and hands them over as one text, so that a turn costs one write
 * however many calls it serves. `write` throws where the text is not kept; then every line of the turn counts as unwritten.
 */
export class GroupCommit {
  #lines: string[] = [];
  #waiters: Waiter[] = [];
  #due = false;

  constructor(readonly write: (text: string) => void) {}

  /** Resolves when the line is written. The line has no newline in it. */
  add(line: string): Promise<void> {
    this.note(line);
    return new Promise((resolve, reject) => void this.#waiters.push({ resolve, reject }));
  }

  /** Writes the line with the others of this turn; nobody waits for it. */
  note(line: string): void {
    this.#lines.push(line);
    if (this.#due) return;
    this.#due = true;
    setImmediate(() => this.commit());
  }

  /** Writes what waits now. */
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
