import { spawnSync } from 'node:child_process';

/** What one server may use. Sizes are bytes, times milliseconds. */
export const bounds = {
  installMs: 300_000,
  answerMs: 90_000,
  /** Everything it prints on both channels until its list is complete. */
  output: 32 * 1024 * 1024,
  /** Of what it prints beside the protocol, this much is kept to find out why it failed. */
  complaint: 64 * 1024,
  pages: 50,
  tools: 2000,
  memory: 1536 * 1024 * 1024,
  processes: 256,
} as const;

/** Options of prlimit, for each process of the server; undefined where the system has no prlimit. */
export function limitOptions(): string[] | undefined {
  if (spawnSync('prlimit', ['--version'], { stdio: 'ignore' }).status !== 0) return undefined;
  return [
    // Node reserves far more addresses than it uses, so data is limited, not address space.
    `--data=${bounds.memory}`,
    // Threads count: one Node has about eleven.
    `--nproc=${bounds.processes}`,
    `--fsize=${128 * 1024 * 1024}`,
    '--cpu=60',
    '--nofile=1024',
    '--core=0',
  ];
}
