import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '@/lib/base/errors';
import { makeControlGroup } from './control-group';
import { limitOptions } from './limits';

// Sandbox for an untrusted server: every protection that this system has, strongest first. It never sees our
// environment. `lacks` names the missing protections, in sentences for the operator.

export type Program = {
  /** Contains `package` with the installed package; `root` and `home` are created here. */
  folder: string;
  /** The script, relative to the package folder, and its arguments. */
  script: string;
  args: readonly string[];
  settings: Readonly<Record<string, string>>;
  /** Shares our network, including loopback. */
  network: boolean;
};

export type Confinement = {
  command: string[];
  /** Working directory. */
  cwd: string;
  lacks: string[];
  /** Ends processes outside of the process group and releases system resources. Call it when the command has ended. */
  release(): Promise<void>;
};

/** namespaces: its own root, process tree and network. account: only a temporary user. none: only limits. */
export type Tier = 'namespaces' | 'account' | 'none';

const jail = fileURLToPath(new URL('./jail.sh', import.meta.url));
const privileges = ['--no-new-privs', '--inh-caps=-all', '--bounding-set=-all'];
const isRoot = process.getuid?.() === 0;

export function bestTier(folder: string): Tier {
  const program = { folder, script: '', args: [], settings: {}, network: false };
  mkdirSync(join(folder, 'package'), { recursive: true });
  if (runs(jailed(program, ['true']))) return 'namespaces';
  return isRoot ? 'account' : 'none';
}

export function confine(program: Program, tier = bestTier(program.folder)): Confinement {
  if (isRoot && tier === 'none') throw asRoot();
  const limits = limitOptions();
  const prefix = limits ? ['prlimit', ...limits, '--'] : [];
  const lacks = limits ? [] : ['Memory, processes, files and processor time are not limited: prlimit is missing.'];
  if (tier === 'namespaces') return inNamespaces(program, prefix, lacks);
  return tier === 'account' ? asThrowAwayAccount(program, prefix, lacks) : unconfined(program, prefix, lacks);
}

function inNamespaces(program: Program, prefix: string[], lacks: string[]): Confinement {
  const { command, close } = makeControlGroup();
  const shared = program.network ? ["It shares this machine's network, local addresses included."] : [];
  const node = ['/opt/node/bin/node', `/package/${program.script}`];
  const environment = clean(program, '/home', '/opt/node/bin');
  const inner = [...prefix, 'env', '-C', '/home', ...environment, ...node, ...program.args];
  return { command: [...command, ...jailed(program, inner)], cwd: '/', lacks: [...lacks, ...shared], release: close };
}

function asThrowAwayAccount(program: Program, prefix: string[], lacks: string[]): Confinement {
  const uid = throwAwayId();
  const home = makeHome(program.folder, uid);
  const identity = ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', ...privileges, '--'];
  if (!runs([...identity, 'true'])) throw asRoot();
  return {
    command: [...identity, ...prefix, ...plain(program, home)],
    cwd: home,
    lacks: [...lacks, ...openSentences],
    // The account belongs to this server, so all its processes may be killed.
    release: async () => {
      runs([...identity, 'sh', '-c', 'kill -KILL -1']);
    },
  };
}

function unconfined(program: Program, prefix: string[], lacks: string[]): Confinement {
  const open = ['It runs as you and can read what you can.', 'A process that leaves its group is not ended.'];
  const home = makeHome(program.folder);
  return {
    command: [...prefix, ...plain(program, home)],
    cwd: home,
    lacks: [...lacks, ...openSentences, ...open],
    release: () => Promise.resolve(),
  };
}

const openSentences = [
  'Namespaces are not available: its network is not taken away.',
  'It sees the files of this machine that its account may read.',
];

function asRoot(): AppError {
  const sentence = 'A foreign server is never started as root, and no throw-away account can be had here.';
  return new AppError('forbidden', sentence);
}

function jailed({ folder, network }: Program, inner: readonly string[]): string[] {
  const root = join(folder, 'root');
  mkdirSync(root, { recursive: true });
  const uid = isRoot ? throwAwayId() : 0;
  const user = isRoot ? [] : ['--user', '--map-root-user'];
  const spaces = ['--mount', '--pid', '--ipc', '--uts', ...(network ? [] : ['--net'])];
  // If we are killed, so is unshare, and with it process 1 of the namespace and all others. If that happens before
  // prctl, we are no longer the parent.
  const whileWeLive = ['setpriv', '--pdeathsig=KILL', '--', 'sh', '-c', '[ "$PPID" = "$0" ] && exec "$@"'];
  const unshare = [...whileWeLive, `${process.pid}`, 'unshare', ...user, ...spaces, '--fork', '--kill-child', '--'];
  const groups = isRoot ? '--clear-groups' : '--keep-groups';
  const place = [root, join(folder, 'package'), process.execPath, `${uid}`, groups, network ? 'shared' : 'none'];
  return [...unshare, 'sh', jail, ...place, ...inner];
}

function plain(program: Program, home: string): string[] {
  const script = join(program.folder, 'package', program.script);
  return [...clean(program, home, join(process.execPath, '..')), process.execPath, script, ...program.args];
}

/** A path, a home and the requested settings only. */
function clean({ settings }: Program, home: string, nodeFolder: string): string[] {
  const environment = { PATH: `${nodeFolder}:/usr/bin:/bin`, HOME: home, TMPDIR: '/tmp', LANG: 'C.UTF-8', ...settings };
  return ['env', '-i', ...Object.entries(environment).map(([name, value]) => `${name}=${value}`)];
}

/** Above the UID ranges of systemd and containers, so that no other process has it. */
function throwAwayId(): number {
  return randomInt(1_900_000_000, 2_000_000_000);
}

function makeHome(folder: string, uid?: number): string {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  if (uid !== undefined) {
    chmodSync(folder, 0o711);
    chownSync(home, uid, uid);
  }
  return home;
}

function runs([command = '', ...args]: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', env: outerEnvironment, timeout: 20_000 }).status === 0;
}

/** Environment of the sandbox's own programs; the server sees less. */
export const outerEnvironment = { NODE_ENV: process.env.NODE_ENV, PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };
