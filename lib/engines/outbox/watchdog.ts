import { Worker } from 'node:worker_threads';

/**
 * A thread that ends this process when its main thread stands still for `standstillMs`: a handler that never yields cannot
 * be told anything. The claim of the row then runs out, and the row is done alone by the next process.
 */
export function startWatchdog(standstillMs: number): void {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => Atomics.add(beats, 0, 1), standstillMs / 8).unref();
  const program = `
    const { workerData: beats } = require('node:worker_threads');
    let last = -1;
    let missed = 0;
    // Several in a row: a process that was stopped for a while misses one when it goes on.
    setInterval(() => {
      const now = Atomics.load(beats, 0);
      missed = now === last ? missed + 1 : 0;
      last = now;
      if (missed < 4) return;
      require('node:fs').writeSync(2, 'The worker stands still. It is ended.\\n');
      process.kill(process.pid, 'SIGKILL');
    }, ${standstillMs / 4});`;
  const resourceLimits = { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 };
  new Worker(program, { eval: true, workerData: beats, resourceLimits, execArgv: [], env: {} }).unref();
}
