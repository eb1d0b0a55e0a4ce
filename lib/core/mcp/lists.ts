import type { Era } from './eras';
import { isRecord } from './message';
import { toOneLine } from './one-line';
import { elementsOf, findValue, joinSpans, membersOf, replaceSpan, type Span } from './spans';

/** List results, each with the member that identifies an element. */
const listMembers = {
  tools: 'name',
  resources: 'uri',
  resourceTemplates: 'uriTemplate',
  prompts: 'name',
} as const;

export type ListKind = keyof typeof listMembers;

/**
 * The elements of a list, in order. `names`: null if missing or not callable. `hashes`: of tools only, concatenated, 64
 * characters each, blanks for none: thousands of objects would take milliseconds to cross threads.
 */
export type Offered = { names: readonly (string | null)[]; hashes: string };
export type Offers = { readonly [Kind in ListKind]?: Offered };

const HASH_LENGTH = 64;

export function hashAt({ hashes }: Offered, at: number): string | null {
  const hash = hashes.slice(at * HASH_LENGTH, (at + 1) * HASH_LENGTH);
  return hash.trim() === '' ? null : hash;
}

/** The decision for each element: keep, drop, or a text that replaces it. An absent kind stays whole. */
export type Fates = { readonly [Kind in ListKind]?: readonly (boolean | string)[] };

/** Elements of all lists of one message. */
export const ELEMENTS_MAX = 20_000;
const NAME_LENGTH_MAX = 4_096;

export const listKinds = Object.keys(listMembers) as ListKind[];

/** The lists in a parsed message, whatever request it answers. */
export function listsIn(message: unknown): ListKind[] {
  const result = isRecord(message) ? message.result : undefined;
  return isRecord(result) ? listKinds.filter((kind) => Array.isArray(result[kind])) : [];
}

/**
 * The elements of the lists of a message; `value` is the parsed text. `hashOf` gets each tool's text. Null: more than
 * 20,000 elements. Linear in the text, apart from `hashOf`.
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
 * Applies the decisions to the lists of a strictly read message. Kept elements stay byte for byte; replacements are
 * written on one line. In the modern era a filtered list becomes private and uncacheable, because it depends on the
 * grant and its policy.
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

/** Removes the cursor of the next page. */
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

/** Removes one member of the object at a path; returns the same text if it is absent. */
export function removeMember(text: string, path: readonly string[], key: string): string {
  const object = findValue(text, path);
  if (!object || text[object.start] !== '{') return text;
  const members = membersOf(text, object.start);
  const kept = members.filter((member) => member.key !== key);
  return kept.length === members.length ? text : replaceSpan(text, object, joinSpans(text, kept, '{}'));
}
