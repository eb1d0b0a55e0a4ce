import type { Era } from './eras';
import { type JsonProblem, readJson } from './json';
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

/** Whether an element stays, asked with its text as it stands in the message; a text that it answers takes its place. */
type KeepOne = (name: string, element: string) => boolean | string;

/** By kind of list; a kind that is absent stays whole. */
export type Keep = { readonly [Kind in ListKind]?: KeepOne };

/** Lists as an agent may see them. `more`: the cursor of the next page, null on the last. */
export type FilteredLists = { text: string; kept: number; more: string | null };

export const listKinds = Object.keys(listMembers) as ListKind[];

/** The lists that a parsed message carries, whatever request it claims to answer. */
export function listsIn(message: unknown): ListKind[] {
  const result = isRecord(message) ? message.result : undefined;
  return isRecord(result) ? listKinds.filter((kind) => Array.isArray(result[kind])) : [];
}

/**
 * Leaves out of the lists of a message what `keep` refuses, and what has no name; what is kept stays byte for byte as it
 * was. In the modern era a filtered list becomes private and is not to be cached, since it is true for one grant and until
 * its policy changes. `asked`: the list that must be there.
 */
export function filterLists(text: string, era: Era, keep: Keep, asked?: ListKind): FilteredLists | JsonProblem {
  const json = readJson(text, true);
  if ('problem' in json) return json;
  const result = isRecord(json.value) ? json.value.result : undefined;
  if (!isRecord(result) || (asked && !Array.isArray(result[asked]))) {
    return { problem: `the answer is not a list of ${asked ?? 'anything'}` };
  }
  let filtered = text;
  let kept = 0;
  for (const kind of listsIn(json.value)) {
    const one = filterList(filtered, kind, result[kind], keep[kind] ?? (() => true));
    filtered = one.text;
    kept += one.kept;
  }
  return {
    text: era === 'modern' ? withoutCaching(filtered) : filtered,
    kept,
    more: typeof result.nextCursor === 'string' ? result.nextCursor : null,
  };
}

function filterList(text: string, kind: ListKind, list: unknown, keep: KeepOne) {
  const span = findValue(text, ['result', kind]);
  if (!span || !Array.isArray(list)) return { text, kept: 0 };
  const names: readonly unknown[] = list.map((one) => (isRecord(one) ? one[listMembers[kind]] : undefined));
  let same = true;
  const kept = elementsOf(text, span.start).flatMap(({ start, end }, at) => {
    const name = names[at];
    const element = text.slice(start, end);
    const fate = typeof name === 'string' && keep(name, element);
    if (fate !== true) same = false;
    if (fate === false) return [];
    return [fate === true ? element : fate];
  });
  return { text: same ? text : replaceSpan(text, span, `[${kept.join(',')}]`), kept: kept.length };
}

/** The same without the cursor of a next page: of a list that stays empty nobody need read on. */
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
