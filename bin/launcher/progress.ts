import { AppError } from '@/lib/base/errors';

export type Progress = (done: number, total: number) => void;

/** Runs one step and prints a line with its duration. */
export async function step<T>(title: string, work: (progress: Progress) => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work(progressOf(title));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${clearLine()}✓ ${title} ${seconds} s\n`);
  return result;
}

/** Without a terminal, a spinner would fill a log. */
function progressOf(title: string): Progress {
  if (!process.stdout.isTTY) return () => {};
  process.stdout.write(`  ${title} …`);
  return (done, total) => process.stdout.write(`${clearLine()}  ${title} ${done} of ${total} …`);
}

function clearLine(): string {
  return process.stdout.isTTY ? '\r\u001b[K' : '';
}

/** The message of an expected error, or everything about an unexpected one. */
export function explain(error: unknown): string {
  if (error instanceof AppError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
