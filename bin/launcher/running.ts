import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Running = z.object({
  pid: z.number(),
  /** Where this machine reaches the two processes, whatever their public addresses are. */
  consoleAddress: z.string(),
  gatewayAddress: z.string(),
  /** The settings of the running processes, secrets and database among them. */
  environment: z.record(z.string(), z.string()),
});

/** What a running installation tells the commands beside it, in `running.json` (0600) of its data directory. */
export type Running = z.infer<typeof Running>;

export function writeRunning(dataDir: string, running: Running): void {
  const draft = `${fileIn(dataDir)}.${running.pid}`;
  writeFileSync(draft, JSON.stringify(running, null, 2), { mode: 0o600 });
  renameSync(draft, fileIn(dataDir));
}

export function removeRunning(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}

/** Undefined when nothing runs; what a killed run left behind counts as nothing. */
export function findRunning(dataDir: string): Running | undefined {
  if (!existsSync(fileIn(dataDir))) return undefined;
  const running = Running.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
  return isLauncher(running.pid) ? running : undefined;
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'running.json');
}

/** A process id is reused after a while; where the system tells, the command line decides. */
function isLauncher(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || /bin\/(start|dev)\.ts/.test(readFileSync(commandLine, 'utf8'));
}
