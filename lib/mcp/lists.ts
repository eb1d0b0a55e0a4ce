import type { Era } from './eras';
import { isRecord } from './message';
import { elementsOf, findValue, joinSpans, membersOf, replaceSpan, type Span } from './spans';

/** The lists that servers answer with, each with the member by which its elements are told apart. */
const listMembers = {
  tools: 'name',
  resources: 'uri',
  resourceTemplates: 'uriTemplate',
  prompts: 'name',
} as const;

export type ListKind = keyof typeof listMembers;

/** An element of a list. `name`: null where it has none, or none that anybody could ask for. `hash`: only of tools. */
export type Offer = { name: string | null; hash: string | null };
export type Offers = { readonly [Kind in ListKind]?: readonly Offer[] };

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
  const offers = lists.map(([kind, list]): [ListKind, Offer[]] => {
    const names = list.map((one) => nameOf(one, kind));
    if (kind !== 'tools') return [kind, names.map((name) => ({ name, hash: null }))];
    const span = findValue(text, ['result', kind]);
    const elements = span ? elementsOf(text, span.start) : [];
    return [
      kind,
      elements.map(({ start, end }, at) => ({ name: names[at] ?? null, hash: hashOf(text.slice(start, end)) })),
    ];
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
 * Carries out the fates of the lists of a message that was read strictly; what is kept stays byte for byte as it was. In the
 * modern era a filtered list becomes private and is not to be cached, since it is true for one grant and until its policy
 * changes.
 */
export function writeLists(text: string, era: Era, fates: Fates): string {
  let written = text;
  for (const kind of listKinds) written = writeList(written, kind, fates[kind]);
  return era === 'modern' ? withoutCaching(written) : written;
}

function writeList(text: string, kind: ListKind, fates: Fates[ListKind]): string {
  const span = fates ? findValue(text, ['result', kind]) : null;
  if (!span || !fates || fates.every((fate) => fate === true)) return text;
  const kept = elementsOf(text, span.start).flatMap(({ start, end }, at) => {
    const fate = fates[at] ?? false;
    if (fate === false) return [];
    return [fate === true ? text.slice(start, end) : fate];
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

/**
 * Leaves out of a server's announced capabilities what is never let through: tasks of both eras. A client that believed
 * them would send requests that are refused.
 */
export function pruneCapabilities(text: string): string {
  const pruned = removeMember(text, ['result', 'capabilities'], 'tasks');
  return removeMember(pruned, ['result', 'capabilities', 'extensions'], 'io.modelcontextprotocol/tasks');
}

/** The text without one member of the object at a path; the same text where it has none. */
export function removeMember(text: string, path: readonly string[], key: string): string {
  const object = findValue(text, path);
  if (!object || text[object.start] !== '{') return text;
  const members = membersOf(text, object.start);
  const kept = members.filter((member) => member.key !== key);
  return kept.length === members.length ? text : replaceSpan(text, object, joinSpans(text, kept, '{}'));
}
