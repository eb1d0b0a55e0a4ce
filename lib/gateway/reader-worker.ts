// Reads and judges what would keep the main thread too long: the same function, in a thread of its own. It knows policies
// as texts, compiles each version once, and keeps those that the main thread still names.
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { compilePolicy } from '@/lib/policy/compile';
import { readPolicy } from '@/lib/policy/read';
import type { PolicyInForce } from './ports';
import type { Job, Said } from './reader-job';
import { readAndJudge } from './reading';

/** Behind the main thread wherever both want the same processor: on Linux a priority is the thread's own. */
const PRIORITY = 10;

const policies = new Map<string, PolicyInForce['compiled']>();

function say(said: Said, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(said, transfer);
}

function work({ body, versionId, document, forget }: Job): void {
  for (const id of forget) policies.delete(id);
  if (versionId !== null && document !== null) policies.set(versionId, compile(document));
  const policy = versionId === null ? null : policies.get(versionId);
  if (policy === undefined) throw new Error('A version is named that was never sent.');
  const reading = readAndJudge(body, policy);
  say({ reading, body }, body.buffer instanceof ArrayBuffer ? [body.buffer] : []);
}

/** As the snapshot does: a version that cannot be read denies every call of its grants. */
function compile(document: string): PolicyInForce['compiled'] {
  try {
    const result = readPolicy(document);
    return result.ok ? compilePolicy(result.policy) : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

function threadId(): string | null {
  if (process.platform !== 'linux') return null;
  setPriority(PRIORITY);
  return readlinkSync('/proc/thread-self').split('/').at(-1) ?? null;
}

parentPort?.on('message', work);
say({ threadId: threadId() });
