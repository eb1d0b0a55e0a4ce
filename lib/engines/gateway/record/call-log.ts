import { log } from '@/lib/base/log';
import type { CallRow, CallSink } from '@/lib/engines/gateway/record/call-sink';
import type { BegunCalls } from './begun-calls';

/** Where rows wait that the database does not take: files that outlive the process. */
export interface Spill {
  /** Appends rows; returns when they are in a file, throws when the disk or its bound does not take them. */
  put(rows: readonly CallRow[]): void;
  /** Hands over what is in the files, a batch at a time, and forgets a file when `take` has resolved for all of it. */
  drain(take: (rows: CallRow[]) => Promise<void>): Promise<void>;
  /** Takes over the files of processes that have ended meanwhile. */
  adopt(): Promise<void>;
  readonly isEmpty: boolean;
  readonly isFull: boolean;
  readonly bytes: number;
  /** Rows that this process has put; those of others are counted in bytes only. */
  readonly rows: number;
}

const FLUSH_MS = 100;
const BATCH_MAX = 500;
const BUFFER_MAX = 20_000;
const TOUCH_MS = 3_000;
const RETRY_MS_MAX = 5_000;
/** A write that takes longer may never end: what waits for it goes to the file. */
const SLOW_MS = 1_000;
const PUT_AGAIN_MS = 1_000;
const ADOPT_MS = 30_000;
/** When the gateway ends, the database gets this long; what it has not taken by then goes to the file. */
const CLOSE_MS = 2_000;

export type CallLog = ReturnType<typeof createCallLog>;

/** Thrown where a call could not be logged: it must not be made. */
export class CannotLog extends Error {}

/**
 * Takes rows at once and writes them in batches, beside the calls. A call begins with a line in a file, so that it is logged
 * whatever ends the process. While the database does not take rows they go to a file within 0.1 s (a second where it hangs)
 * and from there to the database later. `kill -9` loses how the calls of the last 0.1 s ended, and the refusals among them.
 */
export function createCallLog(sink: CallSink, spill: Spill, begun: BegunCalls) {
  return new BufferedCallLog(sink, spill, begun);
}

class BufferedCallLog {
  #rows: CallRow[] = [];
  /** The batch that the database is taking; `kept`: it is in the file as well. */
  #writing: { rows: CallRow[]; kept: boolean } | null = null;
  /** Since when the database has not answered, whatever it was asked for. */
  #askedAtMs: number | null = null;
  #busy: Promise<void> | null = null;
  #waitMs = 0;
  #retryAtMs = 0;
  #away = false;
  #lost = 0;
  /** When a file that did not take rows is tried again: what waits is large by then. */
  #putAtMs = 0;
  #touchedAtMs = performance.now();
  #adoptedAtMs = performance.now();
  readonly #grants = new Map<string, number>();
  readonly #servers = new Map<string, number>();
  readonly #timer = setInterval(() => this.#tick(), FLUSH_MS).unref();

  constructor(
    readonly sink: CallSink,
    readonly spill: Spill,
    readonly begun: BegunCalls,
  ) {}

  /** Resolves when the call's beginning is kept. Rejects with CannotLog: the call must not be made. */
  async begin(row: CallRow): Promise<void> {
    if (this.spill.isFull || this.#rows.length >= BUFFER_MAX) throw new CannotLog('The call log is full.');
    await this.begun.begin(row).catch((cause) => {
      throw new CannotLog('The beginning of a call cannot be written.', { cause });
    });
  }

  add(row: CallRow): void {
    this.#rows.push(row);
    if (row.grantId !== null && row.outcome === 'allow') this.#grants.set(row.grantId, Date.now());
    if (row.upstreamStatus !== null) this.#servers.set(row.serverId, Date.now());
    if (this.#rows.length > BUFFER_MAX) this.#toFile();
  }

  /** Rows that are in memory alone. */
  waiting(): number {
    return this.#rows.length + (this.#writing && !this.#writing.kept ? this.#writing.rows.length : 0);
  }

  /** What waits and what does not work, for /health. */
  state() {
    return {
      status: this.spill.isFull ? 'full' : !this.begun.isWritable ? 'unwritable' : this.#away ? 'waiting' : 'stored',
      rowsInMemory: this.waiting(),
      rowsInFile: this.spill.rows,
      bytesInFile: this.spill.bytes,
      callsUnderWay: this.begun.underWay,
      rowsLost: this.#lost,
    };
  }

  /** Writes what is left, to the file where the database does not take it in time. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#touchedAtMs = Number.NEGATIVE_INFINITY;
    const writing = (async () => {
      await this.#busy;
      await this.#attempt();
    })();
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([writing, new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSE_MS)))]);
    clearTimeout(timer);
    this.#putAtMs = 0;
    this.#keepWriting();
    this.#toFile();
    this.begun.close();
  }

  #tick(): void {
    const now = performance.now();
    const slow = this.#askedAtMs !== null && now - this.#askedAtMs > SLOW_MS;
    if (slow) this.#keepWriting();
    if (slow || this.#away) this.#toFile();
    this.begun.probe();
    if (this.#busy || now < this.#retryAtMs) return;
    this.#busy = this.#attempt().finally(() => {
      this.#busy = null;
    });
  }

  async #attempt(): Promise<void> {
    try {
      await this.#flush();
      this.#away = false;
      this.#waitMs = 0;
    } catch (error) {
      if (!this.#away) log.warn({ error }, 'The call log cannot be written; rows are kept in a file and tried again.');
      this.#away = true;
      this.#toFile();
      this.#waitMs = Math.min(RETRY_MS_MAX, Math.max(FLUSH_MS, this.#waitMs * 2));
    }
    this.#retryAtMs = performance.now() + this.#waitMs;
  }

  async #flush(): Promise<void> {
    await this.#writeAll();
    if (performance.now() - this.#adoptedAtMs > ADOPT_MS) {
      this.#adoptedAtMs = performance.now();
      await this.spill.adopt();
    }
    if (!this.spill.isEmpty) {
      await this.spill.drain(async (batch) => {
        await this.#ask(() => this.sink.write(batch));
        // Gigabytes of a file hold up nothing that comes meanwhile.
        await this.#writeAll();
      });
    }
    await this.#touch();
  }

  async #writeAll(): Promise<void> {
    while (this.#rows.length > 0) await this.#write(this.#rows.splice(0, BATCH_MAX));
  }

  async #ask(query: () => Promise<void>): Promise<void> {
    this.#askedAtMs = performance.now();
    try {
      await query();
    } finally {
      this.#askedAtMs = null;
    }
  }

  async #write(rows: CallRow[]): Promise<void> {
    const writing = { rows, kept: false };
    this.#writing = writing;
    try {
      await this.#ask(() => this.sink.write(rows));
      this.begun.end(rows.map(({ id }) => id));
    } catch (error) {
      if (!writing.kept) this.#rows.unshift(...rows);
      throw error;
    } finally {
      if (this.#writing === writing) this.#writing = null;
    }
  }

  async #touch(): Promise<void> {
    const now = performance.now();
    if (now - this.#touchedAtMs < TOUCH_MS || this.#grants.size + this.#servers.size === 0) return;
    this.#touchedAtMs = now;
    await this.#ask(() => this.sink.touch(new Map(this.#grants), new Map(this.#servers)));
    this.#grants.clear();
    this.#servers.clear();
  }

  /** A batch may be stored twice; the second time changes nothing. */
  #keepWriting(): void {
    if (this.#writing && !this.#writing.kept) this.#writing.kept = this.#put(this.#writing.rows);
  }

  #toFile(): void {
    if (this.#rows.length === 0) return;
    if (this.#put(this.#rows)) this.#rows = [];
    this.#lost += Math.max(0, this.#rows.length - BUFFER_MAX);
    this.#rows.length = Math.min(this.#rows.length, BUFFER_MAX);
  }

  #put(rows: readonly CallRow[]): boolean {
    const now = performance.now();
    if (now < this.#putAtMs) return false;
    try {
      this.spill.put(rows);
    } catch (error) {
      this.#putAtMs = now + PUT_AGAIN_MS;
      if (this.#lost === 0) log.error({ error }, 'Rows of the call log can be written nowhere; calls are refused.');
      return false;
    }
    this.begun.end(rows.map(({ id }) => id));
    return true;
  }
}
