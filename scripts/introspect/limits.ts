import { spawnSync } from 'node:child_process';

/** Limits of one server, in bytes and milliseconds. */
export const bounds = {
  installMs: 300_000,
  answerMs: 90_000,
  /** Output on both channels until the list is complete. */
  output: 32 * 1024 * 1024,
  /** Bytes of stderr that are kept to explain a failure. */
  complaint: 64 * 1024,
  pages: 50,
  tools: 2000,
  memory: 1536 * 1024 * 1024,
  processes: 256,
} as const;

/** Options of prlimit for each process; undefined without prlimit. */
export function limitOptions(): string[] | undefined {
  if (spawnSync('prlimit', ['--version'], { stdio: 'ignore' }).status !== 0) return undefined;
  return [
    // RLIMIT_DATA: Node reserves far more address space than it uses.
    `--data=${bounds.memory}`,
    // Threads count too; Node has about eleven.
    `--nproc=${bounds.processes}`,
    `--fsize=${128 * 1024 * 1024}`,
    '--cpu=60',
    '--nofile=1024',
    '--core=0',
  ];
}
