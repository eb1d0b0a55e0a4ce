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

/** What says what a result is, and what it asks of the client: null says the same as the absence of these. */
const DECIDING = ['resultType', 'inputRequests', 'requestState', 'task', 'nextCursor', 'isError'];
/** Members of a result that are optional and never null. */
const OPTIONAL = [...DECIDING, '_meta', 'instructions'];

/** Members of results that are read here, so that no client may find one of them where none was read. */
const READ: ReadonlySet<string> = new Set([...listKinds, ...DECIDING, 'protocolVersion', 'capabilities']);
const FOLDED_READ: ReadonlySet<string> = new Set([...READ].map(foldKey).filter((key) => key !== null));

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
  // A reader that matches keys without regard to case would find a list here that was never filtered.
  if (Object.keys(result).some(isTwinOfRead))
    return { problem: 'a key of its result means something to some readers only' };
  const failure = result.isError === true ? 'tool error' : null;
  const nulls = OPTIONAL.filter((key) => result[key] === null);
  if (nulls.length === 0) return { kind: 'response', id, text, value, failure };
  const left = Object.fromEntries(Object.entries(result).filter(([key]) => !nulls.includes(key)));
  const read = withoutMembers(text, ['result'], nulls);
  return { kind: 'response', id, text: read, value: { ...value, result: left }, failure };
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

function isTwinOfRead(key: string): boolean {
  return !READ.has(key) && FOLDED_READ.has(foldKey(key) ?? '');
}

function withoutMembers(text: string, path: readonly string[], keys: readonly string[]): string {
  const object = findValue(text, path);
  if (!object) return text;
  const kept = membersOf(text, object.start).filter(({ key }) => !keys.includes(key));
  return replaceSpan(text, object, joinSpans(text, kept, '{}'));
}
