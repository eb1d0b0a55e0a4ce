import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { AppError } from '@/lib/base/errors';
import { confine, outerEnvironment, type Program, type Tier } from './confine';
import { converse, type ListedTool } from './conversation';
import { bounds } from './limits';

type Answer = { tools: ListedTool[] } | { failed: string; complaint: string };
export type Run = Answer & { lacks: string[] };

/** Starts a sandboxed server, reads its tools and ends it within `bounds.answerMs`. */
export async function runServer(program: Program, tier?: Tier, answerMs: number = bounds.answerMs): Promise<Run> {
  const { command, cwd, lacks, release } = confine(program, tier);
  const [file = '', ...args] = command;
  const child = spawn(file, args, { cwd, env: outerEnvironment, detached: true, stdio: 'pipe' });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const complaint = keepStart(child);
  try {
    return { tools: await within(answerMs, converse(child)), lacks };
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    // Output written before the exit may still arrive.
    if (child.exitCode !== null) await ended;
    return { failed, complaint: complaint(), lacks };
  } finally {
    endGroup(child);
    child.stdout.destroy();
    child.stderr.destroy();
    await gone(child);
    await release();
  }
}

function endGroup({ pid }: ChildProcessWithoutNullStreams): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    return;
  }
}

function gone(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** The first `bounds.complaint` bytes of output; the rest is dropped. */
function keepStart({ stdout, stderr }: ChildProcessWithoutNullStreams): () => string {
  const kept: Buffer[] = [];
  let size = 0;
  for (const stream of [stdout, stderr]) {
    stream.on('data', (chunk: Buffer) => {
      if (size >= bounds.complaint) return;
      kept.push(chunk.subarray(0, bounds.complaint - size));
      size += chunk.length;
    });
  }
  return () => Buffer.concat(kept).toString('utf8');
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const sentence = `It did not answer within ${ms / 1000} seconds.`;
    timer = setTimeout(() => reject(new AppError('unavailable', sentence)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
