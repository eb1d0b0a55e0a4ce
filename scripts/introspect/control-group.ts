import { existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { bounds } from './limits';

type ControlGroup = {
  /** Command prefix that puts a process tree under one limit of memory and processes; empty without cgroup. */
  command: string[];
  close(): Promise<void>;
};

type Knobs = { folder: string; knobs: Record<string, string> };

const top = '/sys/fs/cgroup';
const pids = { 'pids.max': `${bounds.processes}` };
const versions: Record<'v1' | 'v2', Knobs[]> = {
  v1: [
    { folder: join(top, 'memory'), knobs: { 'memory.limit_in_bytes': `${bounds.memory}` } },
    { folder: join(top, 'pids'), knobs: pids },
  ],
  v2: [{ folder: top, knobs: { 'memory.max': `${bounds.memory}`, ...pids } }],
};

/** `limitOptions` limit each process; a cgroup, which needs root, limits their sum. */
export function makeControlGroup(): ControlGroup {
  const name = `policylayer-introspect-${process.pid}-${Date.now()}`;
  const isSecond = existsSync(join(top, 'cgroup.controllers'));
  const made = versions[isSecond ? 'v2' : 'v1'].flatMap((part) => make(part, name) ?? []);
  if (made.length === 0) return { command: [], close: () => Promise.resolve() };
  const entries = made.map((folder) => join(folder, 'cgroup.procs'));
  const enter = 'entries=$1; for entry in $entries; do echo $$ > "$entry"; done; shift; exec "$@"';
  return { command: ['sh', '-c', enter, 'sh', entries.join(' ')], close: () => removeAll(made) };
}

function make({ folder, knobs }: Knobs, name: string): string | undefined {
  const group = join(folder, name);
  try {
    mkdirSync(group);
  } catch {
    return undefined;
  }
  sweep(folder);
  try {
    for (const [knob, value] of Object.entries(knobs)) writeFileSync(join(group, knob), value);
    return group;
  } catch {
    remove(group);
    return undefined;
  }
}

/** Removes the groups of killed runs. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^policylayer-introspect-(\d+)-/.exec(name)?.[1];
    if (pid && !existsSync(`/proc/${pid}`)) remove(join(folder, name));
  }
}

/** A cgroup can be removed once its last process is gone, which takes a moment after SIGKILL. */
async function removeAll(groups: readonly string[]): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (groups.filter((group) => !remove(group)).length === 0) return;
    await delay(100);
  }
}

function remove(group: string): boolean {
  try {
    rmdirSync(group);
    return true;
  } catch {
    return !existsSync(group);
  }
}
