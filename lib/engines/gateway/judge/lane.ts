import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import { log } from '@/lib/base/log';
import { ownsItsMemory } from './own-memory';
import type { Job, Outcome, Said, Task } from './reader-job';

/** Additional processor time of a job that may have to compile much of its policy first, in milliseconds. */
const COMPILE_MS_MAX = 4_000;
/** A job ends after this many times its processor time on the clock, also where the machine gives the thread less. */
const WALL_TIMES_MAX = 8;
/** How often the time of a job is looked at. */
const LOOK_MS = 250;
/** A worker that is compiled from the sources on a busy machine takes seconds to start; one from the bundle, 0.1 s. */
const START_MS_MAX = 30_000;
/** Characters of the policies that a worker keeps compiled. */
const DOCUMENTS_MAX = 16 * 1_048_576;
const HEAP_MB_MAX = 384;

type Work = { body: Buffer | readonly Buffer[]; task: Task };
/** `no worker`: it could not be started, which says nothing about the job. */
export type Done = { outcome: Outcome | 'too long' | 'no worker'; body: Buffer | null; ms: number };

/**
 * One worker thread with one job at a time. A job that takes too much processor time or memory ends with its worker; the
 * next job starts a new one.
 */
export class Lane {
  #worker: Worker | null = null;
  #isReady = false;
  /** The worker was told to end: an answer that still comes is too late, and the lane is free once it has exited. */
  #isEnding = false;
  #threadId: string | null = null;
  #job: { startedAt: number; cpuMs: number; msMax: number; timer: NodeJS.Timeout; done: (done: Done) => void } | null =
    null;
  #forget: string[] = [];
  readonly #versions = new LRUCache<string, true>({
    maxSize: DOCUMENTS_MAX,
    dispose: (_, versionId) => void this.#forget.push(versionId),
  });

  /** `msMax`: processor time of one job, in milliseconds. `startThread` may throw. */
  constructor(
    readonly msMax: number,
    readonly startThread: () => Worker = startWorker,
  ) {}

  get isFree(): boolean {
    return this.#job === null;
  }

  /**
   * Takes the body's memory along; it comes back with what was read, or is lost with the worker. `done` is called once, and
   * never before this returns. Only a free lane may be given a job.
   */
  run({ body, task }: Work, done: (done: Done) => void): void {
    const timer = setInterval(() => this.#look(), LOOK_MS);
    const job = { startedAt: performance.now(), cpuMs: this.#cpuMs(), msMax: this.msMax, timer, done };
    this.#job = job;
    try {
      job.msMax += this.#send(body, task);
    } catch (error) {
      log.warn({ error }, 'A reading worker cannot be given its text; its message is refused.');
      // Later, or a queue of texts would be refused in one call within another.
      setImmediate(() => this.#job === job && this.#finish({ outcome: 'no worker', body: null }, 0));
    }
  }

  /** Milliseconds that the job may take longer. Throws where the system has no thread or no memory left. */
  #send(body: Work['body'], task: Task): number {
    const worker = this.#worker ?? this.#start();
    const told = task.kind === 'message' ? this.#told(task) : task;
    const pieces = body instanceof Uint8Array ? [body] : body;
    const own = pieces.map((piece) => (ownsItsMemory(piece) ? piece : Uint8Array.from(piece)));
    const compiles = told.kind === 'message' && (told.document !== null || isCostly(task));
    const job: Job = { pieces: own, task: told };
    worker.postMessage(
      job,
      own.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : [])),
    );
    return compiles ? COMPILE_MS_MAX : 0;
  }

  /** A policy is sent once, with the first message that it judges. */
  #told({ policy, paramHeaders }: Extract<Task, { kind: 'message' }>): Job['task'] {
    const document = policy && !this.#versions.get(policy.versionId) ? policy.document : null;
    if (policy && document !== null) this.#versions.set(policy.versionId, true, { size: document.length + 1 });
    const forget = this.#forget;
    this.#forget = [];
    return { kind: 'message', versionId: policy?.versionId ?? null, document, paramHeaders, forget };
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = this.startThread();
    worker.unref();
    worker.on('message', (said: Said) => {
      if ('threadId' in said) this.#begin(said.threadId);
      else if (!this.#isEnding) this.#finish({ outcome: said.outcome, body: bufferOf(said.body) });
    });
    // The exit follows.
    worker.on('error', (error) => log.warn({ error }, 'A reading worker ended; its message is refused.'));
    worker.on('exit', () => this.#lose(worker));
    this.#worker = worker;
    return worker;
  }

  #begin(threadId: string | null): void {
    this.#threadId = threadId;
    this.#isReady = true;
    if (this.#job) this.#job = { ...this.#job, startedAt: performance.now(), cpuMs: this.#cpuMs() };
  }

  #lose(worker: Worker): void {
    if (this.#worker !== worker) return;
    const ms = this.#spentMs();
    const outcome = this.#isReady ? 'too long' : 'no worker';
    this.#worker = null;
    this.#isReady = false;
    this.#isEnding = false;
    this.#threadId = null;
    this.#versions.clear();
    this.#forget = [];
    this.#finish({ outcome, body: null }, ms);
  }

  #look(): void {
    const job = this.#job;
    if (!job || this.#isEnding) return;
    const wallMs = performance.now() - job.startedAt;
    const wallMsMax = this.#isReady ? job.msMax * WALL_TIMES_MAX : START_MS_MAX;
    const isOver = wallMs > wallMsMax || (this.#isReady && this.#spentMs() > job.msMax);
    if (!isOver) return;
    this.#isEnding = true;
    void this.#worker?.terminate();
  }

  #finish(result: Omit<Done, 'ms'>, ms = this.#spentMs()): void {
    const job = this.#job;
    if (!job) return;
    clearInterval(job.timer);
    this.#job = null;
    job.done({ ...result, ms });
  }

  #spentMs(): number {
    const job = this.#job;
    if (!job) return 0;
    const wallMs = performance.now() - job.startedAt;
    return this.#threadId === null ? wallMs : Math.min(wallMs, this.#cpuMs() - job.cpuMs);
  }

  /** Processor time of the worker's thread so far, where the system tells. */
  #cpuMs(): number {
    if (this.#threadId === null) return 0;
    try {
      const [nanoseconds] = readFileSync(`/proc/self/task/${this.#threadId}/schedstat`, 'utf8').split(' ');
      return Number(nanoseconds) / 1e6;
    } catch {
      this.#threadId = null;
      return 0;
    }
  }
}

/** Which of its expressions the worker has compiled is not known here. */
function isCostly(task: Task): boolean {
  const compiled = task.kind === 'message' ? (task.policy?.compiled ?? null) : null;
  return compiled !== null && compiled !== 'unreadable' && compiled.isCostly;
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** The bundle has the worker beside it; run from the sources, the worker compiles them as this process does. */
function startWorker(): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: HEAP_MB_MAX };
  if (import.meta.url.endsWith('.mjs')) {
    return new Worker(new URL('./gateway-worker.mjs', import.meta.url), { resourceLimits });
  }
  const source = JSON.stringify(new URL('./reader-worker.ts', import.meta.url).href);
  const script = `import('tsx/esm/api').then(({ register }) => { register(); return import(${source}); })`;
  return new Worker(script, { eval: true, resourceLimits });
}
