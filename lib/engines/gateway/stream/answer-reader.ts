import { SHORT_EVENT_BYTES } from '@/lib/core/mcp/events';
import { type JsonProblem, readUtf8 } from '@/lib/core/mcp/json';
import type { InlineShare } from '@/lib/engines/gateway/judge/inline-share';
import type { Waiter, Worked, Workers } from '@/lib/engines/gateway/judge/workers';
import { type AnswerFacts, type Asked, type ListPlan, readAnswer, writePlan } from './answer-reading';

/** Answers are counted in the budget of answer bytes, so any number may wait, each for as long as a client would. */
const TERMS = { isCounted: true, waitMsMax: 30_000 };

/** The text of a message, or its UTF-8 bytes where it is long. */
export type Content = string | Buffer;

/** `content`: the message without what no agent may read; what depends on the grant is still in it. */
export type AnswerRead = AnswerFacts & { content: Content };

/** `frame`: the event without its data. `resumable`: it has an id. `read`: null for an event without data. */
export type LongEvent = { frame: string; resumable: boolean; read: AnswerRead | null };

/** It waited 30 s for a worker, no worker could be started, or its client has left. */
export type Busy = 'busy';

type Result = AnswerRead | JsonProblem | Busy;

export type AnswerReader = ReturnType<typeof createAnswerReader>;

const TOO_LONG: JsonProblem = { problem: 'reading it takes too much processor time' };

/**
 * Reads messages of servers. Those of at most 32 KiB are read at once while their organisation has a share of the main
 * thread left (about 1 ms each); all others by a worker, which takes the memory of the bytes along. Both run the functions
 * of answer-reading.ts, so only the time differs. Never rejects: what cannot be read is a problem, in words.
 */
export function createAnswerReader(workers: Workers, share: Pick<InlineShare, 'has' | 'spend'>) {
  async function inWorker(bytes: Buffer | readonly Buffer[], asked: Asked, waiter: Waiter): Promise<Result> {
    const worked = await workers.run({ body: bytes, task: { kind: 'answer', asked } }, waiter, TERMS);
    const done = doneOf(worked, 'answer');
    if (typeof done === 'string' || 'problem' in done) return done;
    const { read } = done.outcome;
    return 'problem' in read ? read : { ...read, content: done.body };
  }

  function atOnce(text: string, asked: Asked, { organisationId }: Waiter): AnswerRead | JsonProblem {
    const read = share.spend(organisationId, () => readAnswer(text, asked));
    if ('problem' in read) return read;
    const { text: content, ...facts } = read;
    return { ...facts, content };
  }

  return {
    /**
     * Reads one message that came whole, in pieces: joining megabytes is left to the worker. Of more than 32 KiB the pieces
     * are empty afterwards.
     */
    whole(pieces: readonly Buffer[], asked: Asked, waiter: Waiter): Result | Promise<Result> {
      const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
      if (length > SHORT_EVENT_BYTES || !share.has(waiter.organisationId)) return inWorker(pieces, asked, waiter);
      const text = readUtf8(Buffer.concat(pieces));
      return text === null ? { problem: 'it is not UTF-8' } : atOnce(text, asked, waiter);
    },
    /** Reads one message of at most 32 KiB. */
    text(text: string, asked: Asked, waiter: Waiter): Result | Promise<Result> {
      if (share.has(waiter.organisationId)) return atOnce(text, asked, waiter);
      return inWorker(Buffer.from(text), asked, waiter);
    },
    /** Reads one event of more than 32 KiB. `bytes` is empty afterwards. */
    async event(bytes: Buffer, asked: Asked, waiter: Waiter): Promise<LongEvent | JsonProblem | Busy> {
      const worked = await workers.run({ body: bytes, task: { kind: 'event', asked } }, waiter, TERMS);
      const done = doneOf(worked, 'event');
      if (typeof done === 'string' || 'problem' in done) return done;
      const event = done.outcome.read;
      if ('problem' in event) return event;
      return { ...event, read: event.read && { ...event.read, content: done.body } };
    },
    /** Writes lists as `plan` says: a text at once, bytes by a worker, which leaves `content` empty. */
    async write(content: Content, plan: ListPlan, waiter: Waiter): Promise<Content | JsonProblem | Busy> {
      if (typeof content === 'string' && textLengthOf(plan) <= SHORT_EVENT_BYTES)
        return share.spend(waiter.organisationId, () => writePlan(content, plan));
      const body = typeof content === 'string' ? Buffer.from(content) : content;
      const worked = await workers.run({ body, task: { kind: 'lists', plan } }, waiter, TERMS);
      const done = doneOf(worked, 'lists');
      return typeof done === 'string' || 'problem' in done ? done : done.body;
    },
  };
}

/** Characters that take the place of elements: a short list may become megabytes. */
function textLengthOf({ fates }: ListPlan): number {
  let length = 0;
  for (const list of Object.values(fates)) for (const fate of list) if (typeof fate === 'string') length += fate.length;
  return length;
}

type Done = Exclude<Worked, string>;
type DoneOf<Kind> = { outcome: Extract<Done['outcome'], { kind: Kind }>; body: Buffer };

function doneOf<Kind extends Done['outcome']['kind']>(worked: Worked, kind: Kind): DoneOf<Kind> | JsonProblem | Busy {
  if (worked === 'too long') return TOO_LONG;
  return worked === 'busy' || !isOf(worked, kind) ? 'busy' : worked;
}

function isOf<Kind>(done: Done, kind: Kind): done is DoneOf<Kind> {
  return done.outcome.kind === kind;
}
