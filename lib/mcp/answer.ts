import { foldKey } from '@/lib/text/fold';
import { type JsonProblem, readJson } from './json';
import { listKinds } from './lists';
import { isRecord, type Params } from './message';
import { findValue, joinSpans, membersOf, replaceSpan } from './spans';

/**
 * One message of a server. `text` is what the server sent, without members that are null and may be absent. `failure`: in a
 * few words, what a response says failed; null for success.
 */
export type ServerMessage =
  | { kind: 'response'; id: unknown; text: string; value: Params; failure: string | null }
  | { kind: 'asked' | 'told'; text: string; value: Params };

const RESPONSE: ReadonlySet<string> = new Set(['jsonrpc', 'id', 'result', 'error']);
const OTHER: ReadonlySet<string> = new Set(['jsonrpc', 'id', 'method', 'params']);

const LISTS: ReadonlySet<string> = new Set(listKinds);
const FOLDED_LISTS: ReadonlySet<string> = new Set(listKinds.map(foldKey).filter((key) => key !== null));

/** Members of a result that are optional and never null: null says the same as their absence. */
const OPTIONAL = ['nextCursor', '_meta', 'isError', 'instructions'];

/**
 * Reads a message of a server as strictly as those of clients are read: one JSON-RPC object with JSON-RPC's members alone,
 * that every reader understands alike. Numbers may have any size. Linear in the length of the text; never throws.
 */
export function readServerMessage(text: string): ServerMessage | JsonProblem {
  const json = readJson(text, true);
  if ('problem' in json) return json;
  const { value } = json;
  if (!isRecord(value)) return { problem: 'it is not one JSON-RPC message' };
  const isResponse = !('method' in value);
  const known = isResponse ? RESPONSE : OTHER;
  if (!Object.keys(value).every((key) => known.has(key)))
    return { problem: 'it has members that JSON-RPC does not know' };
  if (value.jsonrpc !== '2.0') return { problem: 'jsonrpc is not "2.0"' };
  if ('id' in value && !isId(value.id)) return { problem: 'its id is neither a string nor an integer' };
  return isResponse ? readResponse(text, value) : readOther(text, value);
}

function isId(id: unknown): boolean {
  return typeof id === 'string' || Number.isSafeInteger(id);
}

function readResponse(text: string, value: Params): ServerMessage | JsonProblem {
  const { id, result, error } = value;
  if (id === undefined) return { problem: 'it has no id' };
  const hasResult = (result ?? null) !== null;
  if (hasResult === ((error ?? null) !== null)) return { problem: 'it is neither a result nor an error' };
  const spare = hasResult ? 'error' : 'result';
  const alone = spare in value ? withoutMembers(text, [], [spare]) : text;
  return hasResult ? readResult(alone, value) : readError(alone, value);
}

function readResult(text: string, value: Params): ServerMessage | JsonProblem {
  const { id, result } = value;
  if (!isRecord(result)) return { problem: 'its result is not an object' };
  const twin = Object.keys(result).find(isTwinOfList);
  // A reader that matches keys without regard to case would find a list here that was never filtered.
  if (twin !== undefined) return { problem: 'a key of its result is a list for some readers only' };
  const nulls = OPTIONAL.filter((key) => result[key] === null);
  const read = nulls.length > 0 ? withoutMembers(text, ['result'], nulls) : text;
  return { kind: 'response', id, text: read, value, failure: result.isError === true ? 'tool error' : null };
}

function readError(text: string, value: Params): ServerMessage | JsonProblem {
  const { id, error } = value;
  if (!isRecord(error) || !Number.isSafeInteger(error.code) || typeof error.message !== 'string') {
    return { problem: 'its error has no code and message' };
  }
  return { kind: 'response', id, text, value, failure: `error ${error.code}` };
}

function readOther(text: string, value: Params): ServerMessage | JsonProblem {
  const { method, params } = value;
  if (typeof method !== 'string') return { problem: 'its method is not a string' };
  if ((params ?? null) !== null && !isRecord(params)) return { problem: 'its params are not an object' };
  const read = params === null ? withoutMembers(text, [], ['params']) : text;
  return { kind: 'id' in value ? 'asked' : 'told', text: read, value };
}

function isTwinOfList(key: string): boolean {
  return !LISTS.has(key) && FOLDED_LISTS.has(foldKey(key) ?? '');
}

function withoutMembers(text: string, path: readonly string[], keys: readonly string[]): string {
  const object = findValue(text, path);
  if (!object) return text;
  const kept = membersOf(text, object.start).filter(({ key }) => !keys.includes(key));
  return replaceSpan(text, object, joinSpans(text, kept, '{}'));
}
