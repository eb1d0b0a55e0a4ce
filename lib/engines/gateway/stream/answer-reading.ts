import { readServerMessage, type ServerFacts } from '@/lib/core/mcp/answer';
import { pruneCapabilities } from '@/lib/core/mcp/capabilities';
import type { Era } from '@/lib/core/mcp/eras';
import { dataOf, frameOf, hasId, plainEvent } from '@/lib/core/mcp/events';
import { type JsonProblem, readUtf8 } from '@/lib/core/mcp/json';
import { ELEMENTS_MAX, type Fates, type Offers, offersIn, withoutCursor, writeLists } from '@/lib/core/mcp/lists';
import { toOneLine } from '@/lib/core/mcp/one-line';
import { definitionHash } from './definition-hash';

// Pure functions that read and write messages of servers, on the main thread and in workers. Apart from the text itself,
// what they return is small whatever the text is: it crosses threads.

/** What the reader of an answer must know of the request. */
export type Asked = {
  /** The page that it asked for; null for the first page, and for what is no list. */
  cursor: string | null;
  /** It goes out as the data of an event: its text is to be one line to every reader. */
  inOneLine: boolean;
};

/** `offers`: the elements of the lists that a result carries. */
export type AnswerFacts = { facts: ServerFacts; offers: Offers };

/** `text`: the message without what no agent may read; what depends on the grant is still in it. */
export type AnswerReading = (AnswerFacts & { text: string }) | JsonProblem;

/**
 * Reads one message of a server: strictly, without capabilities that are never relayed and without a cursor that leads to
 * the page that was asked for. Linear in the length of the text, about a millisecond for 32 KiB; never throws.
 */
export function readAnswer(text: string, { cursor, inOneLine }: Asked): AnswerReading {
  const message = readServerMessage(text);
  if ('problem' in message) return message;
  const { facts, value } = message;
  const said = inOneLine ? toOneLine(message.text) : message.text;
  if (facts.kind !== 'response' || facts.result === null) return { facts, offers: {}, text: said };
  const pruned = pruneCapabilities(said, value);
  // A list whose next page is the page that was asked for has no next page.
  const isCircle = cursor !== null && facts.result.cursor === cursor;
  const read = isCircle ? withoutCursor(pruned) : pruned;
  const offers = offersIn(read, value, definitionHash);
  if (offers === null) return { problem: `its lists have more than ${ELEMENTS_MAX} elements` };
  const result = isCircle ? { ...facts.result, cursor: null } : facts.result;
  return { facts: { ...facts, result }, offers, text: read };
}

/** Characters of an event apart from its data. */
const FRAME_MAX = 65_536;

/** `frame`: the event without its data. `resumable`: it has an id. `read`: null for an event without data. */
export type EventReading =
  | { frame: string; resumable: boolean; read: (AnswerFacts & { text: string }) | null }
  | JsonProblem;

/** Reads one event of a stream, its text in one line. As strict and as costly as `readAnswer`; never throws. */
export function readEvent(bytes: Uint8Array, asked: Asked): EventReading {
  const text = readUtf8(bytes);
  if (text === null) return { problem: 'the event is not UTF-8' };
  const event = plainEvent(text);
  const frame = frameOf(event);
  if (frame.length > FRAME_MAX) return { problem: `the event has more than ${FRAME_MAX} characters besides its data` };
  const resumable = hasId(event);
  const data = dataOf(event);
  if (data === null || data === '') return { frame, resumable, read: null };
  const read = readAnswer(data, { ...asked, inOneLine: true });
  return 'problem' in read ? read : { frame, resumable, read };
}

/** How the lists of a result are written. `isLast`: the cursor of the next page is left out. */
export type ListPlan = { era: Era; fates: Fates; isLast: boolean };

/** Writes the lists of a text that `readAnswer` returned. Linear in its length; never throws for such a text. */
export function writePlan(text: string, { era, fates, isLast }: ListPlan): string {
  const written = writeLists(text, era, fates);
  return isLast ? withoutCursor(written) : written;
}
