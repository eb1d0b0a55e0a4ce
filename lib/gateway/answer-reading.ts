import { readServerMessage, type ServerFacts } from '@/lib/mcp/answer';
import type { Era } from '@/lib/mcp/eras';
import { dataOf, frameOf, hasId, plainEvent } from '@/lib/mcp/events';
import { type JsonProblem, readUtf8 } from '@/lib/mcp/json';
import {
  ELEMENTS_MAX,
  type Fates,
  type Offers,
  offersIn,
  pruneCapabilities,
  withoutCursor,
  writeLists,
} from '@/lib/mcp/lists';
import { definitionHash } from './definition-hash';

// What servers say, read in pure steps that are the same on the main thread and in a worker. What they give is small beside
// the text itself, whatever the text is: it crosses threads.

/** What must be known of the request to read its answer. */
export type Asked = {
  /** The page that it asked for; null for no list and for the first page. */
  cursor: string | null;
  /** Its answer says what the server can do. */
  announces: boolean;
};

/** `offers`: the elements of the lists that a result carries. */
export type AnswerFacts = { facts: ServerFacts; offers: Offers };

/** `text`: as the agent may read it, as far as that does not depend on its grant. */
export type AnswerReading = (AnswerFacts & { text: string }) | JsonProblem;

/** Reads one message of a server. Linear in the length of the text; never throws. */
export function readAnswer(text: string, { cursor, announces }: Asked): AnswerReading {
  const message = readServerMessage(text);
  if ('problem' in message) return message;
  const { facts } = message;
  if (facts.kind !== 'response' || facts.result === null) return { facts, offers: {}, text: message.text };
  const pruned = announces ? pruneCapabilities(message.text) : message.text;
  // A list whose next page is the page that was asked for has no next page.
  const isCircle = cursor !== null && facts.result.cursor === cursor;
  const read = isCircle ? withoutCursor(pruned) : pruned;
  const offers = offersIn(read, message.value, definitionHash);
  if (offers === null) return { problem: `its lists have more than ${ELEMENTS_MAX} elements` };
  const result = isCircle ? { ...facts.result, cursor: null } : facts.result;
  return { facts: { ...facts, result }, offers, text: read };
}

/** Characters of an event besides its data. */
const FRAME_MAX = 65_536;

/** `frame`: the event without its data. `read`: null for an event without data. */
export type EventReading =
  | { frame: string; resumable: boolean; read: (AnswerFacts & { text: string }) | null }
  | JsonProblem;

/** Reads one event of a stream. */
export function readEvent(bytes: Uint8Array, asked: Asked): EventReading {
  const text = readUtf8(bytes);
  if (text === null) return { problem: 'the event is not UTF-8' };
  const event = plainEvent(text);
  const frame = frameOf(event);
  if (frame.length > FRAME_MAX) return { problem: `the event has more than ${FRAME_MAX} characters besides its data` };
  const resumable = hasId(event);
  const data = dataOf(event);
  if (data === null || data === '') return { frame, resumable, read: null };
  const read = readAnswer(data, asked);
  if ('problem' in read) return read;
  // Between the lines of JSON every line end is a blank: in one line it is one line of data.
  return { frame, resumable, read: { ...read, text: read.text.replaceAll('\n', ' ').replaceAll('\r', ' ') } };
}

/** How a list is written. `isLast`: the cursor of the next page is left out. */
export type ListPlan = { era: Era; fates: Fates; isLast: boolean };

/** Carries out what was decided of the lists of a text that `readAnswer` gave. */
export function writePlan(text: string, { era, fates, isLast }: ListPlan): string {
  const written = writeLists(text, era, fates);
  return isLast ? withoutCursor(written) : written;
}
