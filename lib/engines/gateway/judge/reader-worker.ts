// The worker thread: reads, judges and writes what would block the main thread, with the same functions. It gets policies
// as texts, compiles each version once, its expressions when a call needs them, and keeps it until it is told to forget it.
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { readUtf8 } from '@/lib/core/mcp/json';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { readStored } from '@/lib/core/policy/document/read';
import type { PolicyInForce } from '@/lib/engines/gateway/ports';
import { readAnswer, readEvent, writePlan } from '@/lib/engines/gateway/stream/answer-reading';
import { ownsItsMemory } from './own-memory';
import type { Job, Outcome, Said } from './reader-job';
import { readAndJudge } from './reading';

/** Lower than the main thread's, where both want the same processor. On Linux a priority belongs to a thread. */
const PRIORITY = 10;

const policies = new Map<string, PolicyInForce['compiled']>();

function say(said: Said, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(said, transfer);
}

function work({ pieces, task }: Job): void {
  const [first] = pieces;
  const body = first && pieces.length === 1 ? first : Buffer.concat(pieces);
  const [outcome, text] = task.kind === 'message' ? [readMessage(body, task), null] : readAnswers(body, task);
  const said = text === null ? body : Buffer.from(text);
  const isOwn = said === first || ownsItsMemory(said);
  say({ outcome, body: said }, isOwn && said.buffer instanceof ArrayBuffer ? [said.buffer] : []);
}

type Told<Kind extends Job['task']['kind']> = Extract<Job['task'], { kind: Kind }>;

function readMessage(body: Uint8Array, { versionId, document, paramHeaders, forget }: Told<'message'>): Outcome {
  for (const id of forget) policies.delete(id);
  if (versionId !== null && document !== null) policies.set(versionId, compile(document));
  const policy = versionId === null ? null : policies.get(versionId);
  if (policy === undefined) throw new Error('A version is named that was never sent.');
  return { kind: 'message', reading: readAndJudge(body, policy, paramHeaders) };
}

/** The outcome, and the text where it differs from that of the body. */
function readAnswers(body: Uint8Array, task: Exclude<Job['task'], { kind: 'message' }>): [Outcome, string | null] {
  if (task.kind === 'event') {
    const event = readEvent(body, task.asked);
    if ('problem' in event || event.read === null)
      return [{ kind: 'event', read: 'problem' in event ? event : { ...event, read: null } }, null];
    const { text, ...read } = event.read;
    return [{ kind: 'event', read: { ...event, read } }, text];
  }
  const text = readUtf8(body);
  if (text === null) return [{ kind: 'answer', read: { problem: 'it is not UTF-8' } }, null];
  if (task.kind === 'lists') return [{ kind: 'lists' }, writePlan(text, task.plan)];
  const answer = readAnswer(text, task.asked);
  if ('problem' in answer) return [{ kind: 'answer', read: answer }, null];
  const { text: said, ...read } = answer;
  return [{ kind: 'answer', read }, said === text ? null : said];
}

/** As the snapshot does: a version that cannot be read denies every call of its grants. */
function compile(document: string): PolicyInForce['compiled'] {
  try {
    const result = readStored(document);
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
