import { spawnSync } from 'node:child_process';
import { setPriority } from 'node:os';

/**
 * Takes from now on only the processor time that nobody else wants, with all threads of this process. What stands for an
 * attacker would run on machines of its own: on the gateway's it is not to take the gateway's time. Where the system has
 * no such class it has the lowest priority, under which it still keeps a processor for some milliseconds at a time.
 */
export function runInBackground(): void {
  setPriority(19);
  spawnSync('chrt', ['--idle', '--all-tasks', '--pid', '0', String(process.pid)], { stdio: 'ignore' });
}
