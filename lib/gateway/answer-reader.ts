import { SHORT_EVENT_BYTES } from '@/lib/mcp/events';
import { type JsonProblem, readUtf8 } from '@/lib/mcp/json';
import { type AnswerFacts, type Asked, type ListPlan, readAnswer, writePlan } from './answer-reading';
import type { InlineShare } from './inline-share';
import type { Waiter, Worked, Workers } from './workers';

/** What was held to be read is counted by its bytes, so that any number of answers waits for as long as a client would. */
const TERMS = { isCounted: true, waitMsMax: 30_000 };

/** The text of a message, or its UTF-8 bytes where it is long. */
export type Content = string | Buffer;

/** `content`: the message as the agent may read it, as far as that does not depend on its grant. */
export type AnswerRead = AnswerFacts & { content: Content };

export type LongEvent = { frame: string; resumable: boolean; read: AnswerRead | null };

/** Too much of the organisation, or of all, waits to be read. */
export type Busy = 'busy';

type Result = AnswerRead | JsonProblem | Busy;

export type AnswerReader = ReturnType<typeof createAnswerReader>;

const TOO_LONG: JsonProblem = { problem: 'reading it takes too much processor time' };

/**
 * Reads what servers say: what is short at once, as far as the organisation has not used its share of the main thread up,
 * all else in a worker. Where it happens changes nothing but the time. Never rejects.
 */
export function createAnswerReader(workers: Workers, share: Pick<InlineShare, 'has' | 'spend'>) {
  async function elsewhere(bytes: Buffer, asked: Asked, waiter: Waiter): Promise<Result> {
    const worked = await workers.run({ body: bytes, task: { kind: 'answer', asked } }, waiter, TERMS);
    const done = doneOf(worked, 'answer');
    if (typeof done === 'string' || 'problem' in done) return done;
    const { read } = done.outcome;
    return 'problem' in read ? read : { ...read, content: done.body };
  }

  function here(text: string, asked: Asked, { organisationId }: Waiter): AnswerRead | JsonProblem {
    const read = share.spend(organisationId, () => readAnswer(text, asked));
    if ('problem' in read) return read;
    const { text: content, ...facts } = read;
    return { ...facts, content };
  }

  return {
    /** One message that came whole. */
    whole(bytes: Buffer, asked: Asked, waiter: Waiter): Result | Promise<Result> {
      if (bytes.length > SHORT_EVENT_BYTES || !share.has(waiter.organisationId)) return elsewhere(bytes, asked, waiter);
      const text = readUtf8(bytes);
      return text === null ? { problem: 'it is not UTF-8' } : here(text, asked, waiter);
    },
    /** One message that is short. */
    text(text: string, asked: Asked, waiter: Waiter): Result | Promise<Result> {
      if (share.has(waiter.organisationId)) return here(text, asked, waiter);
      return elsewhere(Buffer.from(text), asked, waiter);
    },
    /** One event that is long, with its frame. */
    async event(bytes: Buffer, asked: Asked, waiter: Waiter): Promise<LongEvent | JsonProblem | Busy> {
      const worked = await workers.run({ body: bytes, task: { kind: 'event', asked } }, waiter, TERMS);
      const done = doneOf(worked, 'event');
      if (typeof done === 'string' || 'problem' in done) return done;
      const event = done.outcome.read;
      if ('problem' in event) return event;
      return { ...event, read: event.read && { ...event.read, content: done.body } };
    },
    /** Writes lists as they were decided. */
    async write(content: Content, plan: ListPlan, waiter: Waiter): Promise<Content | JsonProblem | Busy> {
      if (typeof content === 'string') return share.spend(waiter.organisationId, () => writePlan(content, plan));
      const worked = await workers.run({ body: content, task: { kind: 'lists', plan } }, waiter, TERMS);
      const done = doneOf(worked, 'lists');
      return typeof done === 'string' || 'problem' in done ? done : done.body;
    },
  };
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
