import { type ChildProcess, spawn } from 'node:child_process';
import { get } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from '@/lib/base/database/account';
import { AppError } from '@/lib/base/errors';
import { root } from './settings';

/** One of an installation's processes. */
export type Child = {
  name: string;
  /** Resolves when it ends, with how: "exit code 1", "SIGKILL". */
  ended: Promise<string>;
  /** Shows its output from now on; earlier output is shown only on a failure. */
  show(options: { withStart: boolean }): void;
  /** SIGTERM, and SIGKILL after 15 s. */
  stop(): Promise<void>;
};

const startTimeoutMs = 90_000;
const answerTimeoutMs = 10_000;
const drainTimeoutMs = 15_000;

/**
 * Starts Node with `args` as `account`, in its own process group: Ctrl-C reaches only the launcher, which ends its
 * processes in order.
 */
export function startChild(
  name: string,
  args: string[],
  environment: Record<string, string>,
  account?: Account,
): Child {
  const child = spawn(process.execPath, ['--import', join(root, 'bin', 'launcher', 'leash.mjs'), ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    detached: true,
    ...account,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  return { name, ended, ...holdOutput(child), stop: () => stop(child, ended) };
}

/** Waits until the child accepts connections and, with `path`, answers without a 5xx. */
export async function untilAnswers(child: Child, address: string, path?: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  let ended = false;
  void child.ended.then(() => {
    ended = true;
  });
  while (!(path === undefined ? await accepts(address) : await answers(address + path))) {
    if (ended || Date.now() > deadline) {
      child.show({ withStart: true });
      throw new AppError('unavailable', `The ${child.name} did not start.`);
    }
    await delay(50);
  }
}

function holdOutput(child: ChildProcess): Pick<Child, 'show'> {
  const held: (() => void)[] = [];
  let shown = false;
  const relay = (target: NodeJS.WriteStream) => (chunk: Buffer) => {
    if (shown) target.write(chunk);
    else held.push(() => target.write(chunk));
  };
  child.stdout?.on('data', relay(process.stdout));
  child.stderr?.on('data', relay(process.stderr));
  return {
    show({ withStart }) {
      shown = true;
      if (withStart) for (const write of held) write();
      held.length = 0;
    },
  };
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), drainTimeoutMs);
  await ended;
  clearTimeout(timer);
}

function accepts(address: string): Promise<boolean> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/**
 * Whether `url` answers without a 5xx. Only the head, on its own connection and with a timeout: a page may still be
 * compiling.
 */
export function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const req = get(url, { agent: false, timeout: answerTimeoutMs }, ({ statusCode = 500 }) => {
      resolve(statusCode < 500);
      req.destroy();
    });
    req.on('timeout', () => req.destroy());
    req.on('error', () => resolve(false));
  });
}
