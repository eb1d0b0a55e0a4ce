import { AppError } from '@/lib/base/errors';

/** Bytes of all answers of one reading; a thousand tools of 4 KB each fit. */
export const ANSWERS_BYTES_MAX = 4 * 1_024 * 1_024;
/**
 * Commas, opening brackets and line ends in all answers, also in strings: an upper bound for JSON values and event
 * lines. The longest list of the shipped catalogue has a seventh.
 */
export const ANSWERS_MARKS_MAX = 200_000;
/** Server-sent events of one reading, of any kind. */
export const ANSWERS_EVENTS_MAX = 256;

/**
 * Bounds of one reading, over all requests, pages and events. Checked before parsing, because a parser cannot be
 * interrupted and the values of a short text can take many times its memory.
 */
export class AnswerBounds {
  #bytes = 0;
  #marks = 0;
  #events = 0;
  readonly #stop = new AbortController();

  /** Aborts the reading when a bound is exceeded. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** The exceeded bound, or undefined. */
  refused: AppError | undefined;

  /** Counts a chunk; throws an AppError above a bound. Linear, without a copy. */
  take(chunk: Uint8Array): void {
    this.#bytes += chunk.byteLength;
    if (this.#bytes > ANSWERS_BYTES_MAX) throw this.#refuse(`are larger than ${ANSWERS_BYTES_MAX / 1_048_576} MiB`);
    this.#marks += marksIn(chunk);
    if (this.#marks > ANSWERS_MARKS_MAX)
      throw this.#refuse(`hold more than ${ANSWERS_MARKS_MAX.toLocaleString('en')} values`);
  }

  takeEvents(events: number): void {
    this.#events += events;
    if (this.#events > ANSWERS_EVENTS_MAX) throw this.#refuse(`hold more than ${ANSWERS_EVENTS_MAX} events`);
  }

  #refuse(problem: string): AppError {
    this.refused ??= new AppError('invalid', `its answers ${problem}`);
    this.#stop.abort(this.refused);
    return this.refused;
  }
}

const MARKS = new Uint8Array(256);
for (const mark of ',[{\n\r') MARKS[mark.charCodeAt(0)] = 1;

function marksIn(chunk: Uint8Array): number {
  let marks = 0;
  for (let at = 0; at < chunk.length; at += 1) marks += MARKS[chunk[at] ?? 0] ?? 0;
  return marks;
}
