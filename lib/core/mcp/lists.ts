import type { Era } from './eras';
import { isRecord } from './message';
import { toOneLine } from './one-line';
import { elementsOf, findValue, joinSpans, membersOf, replaceSpan, type Span } from './spans';

/** The lists that servers answer with, each with the member by which its elements are told apart. */
const listMembers = {
  tools: 'name',
  resources: 'uri',
  resourceTemplates: 'uriTemplate',
  prompts: 'name',
} as const;

export type ListKind = keyof typeof listMembers;

/**
 * The elements of a list in their order. `names`: null where one has none, or none that anybody could ask for. `hashes`: of
 * tools alone, one after the other, each 64 characters, blanks for what has none: as objects, thousands of elements would
 * take milliseconds from one thread to another.
 */
export type Offered = { names: readonly (string | null)[]; hashes: string };
export type Offers = { readonly [Kind in ListKind]?: Offered };

const HASH_LENGTH = 64;

export function hashAt({ hashes }: Offered, at: number): string | null {
  const hash = hashes.slice(at * HASH_LENGTH, (at + 1) * HASH_LENGTH);
  return hash.trim() === '' ? null : hash;
}

/** What becomes of each element: whether it stays, or the text that takes its place. A kind that is absent stays whole. */
export type Fates = { readonly [Kind in ListKind]?: readonly (boolean | string)[] };

/** Elements that the lists of one message may have together. */
export const ELEMENTS_MAX = 20_000;
const NAME_LENGTH_MAX = 4_096;

export const listKinds = Object.keys(listMembers) as ListKind[];

/** The lists that a parsed message carries, whatever request it claims to answer. */
export function listsIn(message: unknown): ListKind[] {
  const result = isRecord(message) ? message.result : undefined;
  return isRecord(result) ? listKinds.filter((kind) => Array.isArray(result[kind])) : [];
}

/**
 * The elements of the lists that a message carries: `value` is its text parsed. `hashOf` gets the text of each tool as it
 * is in the message. Null where there are more than 20,000. Linear in the length of the text, apart from `hashOf`.
 */
export function offersIn(text: string, value: unknown, hashOf: (element: string) => string | null): Offers | null {
  const kinds = listsIn(value);
  const lists = kinds.map((kind) => [kind, listOf(value, kind)] as const);
  const count = lists.reduce((sum, [, list]) => sum + list.length, 0);
  if (count > ELEMENTS_MAX) return null;
  const offers = lists.map(([kind, list]): [ListKind, Offered] => {
    const names = list.map((one) => nameOf(one, kind));
    const span = kind === 'tools' ? findValue(text, ['result', kind]) : null;
    const hashes = span ? elementsOf(text, span.start).map(({ start, end }) => hashOf(text.slice(start, end))) : [];
    return [kind, { names, hashes: hashes.map((hash) => (hash ?? '').padEnd(HASH_LENGTH)).join('') }];
  });
  return Object.fromEntries(offers);
}

function listOf(value: unknown, kind: ListKind): readonly unknown[] {
  const result = isRecord(value) ? value.result : undefined;
  const list = isRecord(result) ? result[kind] : undefined;
  return Array.isArray(list) ? list : [];
}

function nameOf(element: unknown, kind: ListKind): string | null {
  const name = isRecord(element) ? element[listMembers[kind]] : undefined;
  return typeof name === 'string' && name.length <= NAME_LENGTH_MAX ? name : null;
}

/**
 * Carries out the fates of the lists of a message that was read strictly: what is kept stays byte for byte as it was, what
 * takes its place is written in one line. In the modern era a filtered list becomes private and is not to be cached, since
 * it is true for one grant and until its policy changes.
 */
export function writeLists(text: string, era: Era, fates: Fates): string {
  let written = text;
  for (const kind of listKinds) written = writeList(written, kind, fates[kind]);
  return era === 'modern' ? withoutCaching(written) : written;
}

function writeList(text: string, kind: ListKind, fates: Fates[ListKind]): string {
  const span = fates ? findValue(text, ['result', kind]) : null;
  if (!span || !fates) return text;
  const elements = elementsOf(text, span.start);
  if (elements.every((_, at) => fates[at] === true)) return text;
  const kept = elements.flatMap(({ start, end }, at) => {
    const fate = fates[at] ?? false;
    if (fate === false) return [];
    return [fate === true ? text.slice(start, end) : toOneLine(fate)];
  });
  return replaceSpan(text, span, `[${kept.join(',')}]`);
}

/** The same without the cursor of a next page. */
export function withoutCursor(text: string): string {
  return removeMember(text, ['result'], 'nextCursor');
}

function withoutCaching(text: string): string {
  return setMember(setMember(text, 'cacheScope', '"private"'), 'ttlMs', '0');
}

function setMember(text: string, key: string, value: string): string {
  const present = findValue(text, ['result', key]);
  if (present) return replaceSpan(text, present, value);
  const result = findValue(text, ['result']);
  if (!result) return text;
  const first: Span = { start: result.start, end: result.start + 1 };
  const comma = membersOf(text, result.start).length > 0 ? ',' : '';
  return replaceSpan(text, first, `{"${key}":${value}${comma}`);
}

/** The text without one member of the object at a path; the same text where it has none. */
export function removeMember(text: string, path: readonly string[], key: string): string {
  const object = findValue(text, path);
  if (!object || text[object.start] !== '{') return text;
  const members = membersOf(text, object.start);
  const kept = members.filter((member) => member.key !== key);
  return kept.length === members.length ? text : replaceSpan(text, object, joinSpans(text, kept, '{}'));
}
