import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Running = z.object({
  pid: z.number(),
  /** Addresses of the two processes on this machine, whatever their public ones are. */
  consoleAddress: z.string(),
  gatewayAddress: z.string(),
  /** Environment of the running processes, including secrets and the database. */
  environment: z.record(z.string(), z.string()),
});

/** `running.json` (0600) in the data directory: what a running installation tells commands. */
export type Running = z.infer<typeof Running>;

export function writeRunning(dataDir: string, running: Running): void {
  const draft = `${fileIn(dataDir)}.${running.pid}`;
  writeFileSync(draft, JSON.stringify(running, null, 2), { mode: 0o600 });
  renameSync(draft, fileIn(dataDir));
}

export function removeRunning(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}

/** Undefined: nothing runs. A file that a killed run left behind does not count. */
export function findRunning(dataDir: string): Running | undefined {
  if (!existsSync(fileIn(dataDir))) return undefined;
  const running = Running.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
  return isLauncher(running.pid) ? running : undefined;
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'running.json');
}

/** Process ids are reused, so the command line is compared where the system shows it. */
function isLauncher(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || /bin\/(start|dev)\.ts/.test(readFileSync(commandLine, 'utf8'));
}
