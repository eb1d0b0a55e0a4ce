import { foldKey } from '@/lib/core/text/fold';
import { type JsonProblem, readJson } from './json';
import { type ListKind, listKinds, listsIn } from './lists';
import { memberOf } from './members';
import { isRecord, type Params } from './message';
import { findValue, joinSpans, membersOf, replaceSpan } from './spans';

/**
 * Facts of a server's message, small because they cross threads. `method`: its first 64 characters. `isTask`: the
 * client is asked to start a task; tasks are not relayed, so nobody could fetch the result. `uri`: the resource of a
 * notification, at most 65,536 characters; null: none.
 */
export type ServerFacts =
  | Response
  | { kind: 'asked'; id: unknown; method: string; isTask: boolean }
  | { kind: 'told'; method: string; uri: string | null };

/** `failure`: a few words; null: success. `code`: of an error, else null. `result`: null for an error. */
export type Response = {
  kind: 'response';
  id: unknown;
  failure: string | null;
  code: number | null;
  result: ResultFacts | null;
};

type ResultFacts = {
  /** The lists in the result. */
  lists: ListKind[];
  /** Cursor of the next page. */
  cursor: string | null;
  /** First 64 characters of the protocol version; '' if it is not a string, null if absent. */
  version: string | null;
  /** The result starts a task, as in the modern era or as on legacy tool calls; null: it does not. */
  task: 'modern' | 'legacy' | null;
  /** Methods of requested input, each once, '' for a request without one; null: none requested. */
  asks: string[] | null;
};

/** `text`: the message without optional members that are null. `value`: the parsed message. */
export type ServerMessage = { facts: ServerFacts; text: string; value: Params };

const RESPONSE: ReadonlySet<string> = new Set(['jsonrpc', 'id', 'result', 'error']);
const OTHER: ReadonlySet<string> = new Set(['jsonrpc', 'id', 'method', 'params']);

/** Characters of ids, cursors and URIs: a client could not send longer ones back. */
const TEXT_MAX = 65_536;
/** Stored characters of methods and versions; no known one is longer. */
const NAME_MAX = 64;
/** Input requests in one result. */
const ASKS_MAX = 100;

/** Members that decide how a result is read. Null means absent. */
const DECIDING = ['resultType', 'inputRequests', 'requestState', 'task', 'nextCursor', 'isError'];
/** Members of a result that are optional and never null. */
const OPTIONAL = [...DECIDING, '_meta', 'instructions'];

/** Members of results that are read or written here: no other key of the object may fold to one of them. */
const READ: ReadonlySet<string> = new Set([
  ...listKinds,
  ...DECIDING,
  ...['protocolVersion', 'capabilities', 'ttlMs', 'cacheScope'],
]);
const FOLDED_READ: ReadonlySet<string> = new Set([...READ].map(foldKey).filter((key) => key !== null));

const LONG_CURSOR = `its cursor has more than ${TEXT_MAX} characters`;

/**
 * Parses one JSON-RPC message of a server as strictly as a client's: only JSON-RPC's members, and only JSON that every
 * reader reads alike. Numbers may have any size. Linear; never throws.
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
  if ('id' in value && !isId(value.id)) return { problem: 'its id is neither a short string nor an integer' };
  return isResponse ? readResponse(text, value) : readOther(text, value);
}

function isId(id: unknown): boolean {
  return typeof id === 'string' ? id.length <= TEXT_MAX : Number.isSafeInteger(id);
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
  // A case-insensitive reader would find an unfiltered list here.
  if (Object.keys(result).some(isTwinOfRead))
    return { problem: 'a key of its result means something to some readers only' };
  // Some readers accept any object as a list, and this one was not filtered.
  const odd = listKinds.find((kind) => (result[kind] ?? null) !== null && !Array.isArray(result[kind]));
  if (odd !== undefined) return { problem: `${odd} must be a list` };
  if (typeof result.nextCursor === 'string' && result.nextCursor.length > TEXT_MAX) return { problem: LONG_CURSOR };
  const failure = result.isError === true ? 'tool error' : null;
  const nulls = OPTIONAL.filter((key) => result[key] === null);
  const left = Object.fromEntries(Object.entries(result).filter(([key]) => !nulls.includes(key)));
  const facts: ServerFacts = { kind: 'response', id, failure, code: null, result: factsOf(value, left) };
  return { facts, text: nulls.length > 0 ? withoutMembers(text, ['result'], nulls) : text, value };
}

function factsOf(message: Params, result: Params): ResultFacts {
  const { nextCursor, protocolVersion } = result;
  return {
    lists: listsIn(message),
    cursor: typeof nextCursor === 'string' ? nextCursor : null,
    version: protocolVersion === undefined ? null : nameOf(protocolVersion),
    task: taskIn(result),
    asks: 'inputRequests' in result ? asksOf(result.inputRequests) : null,
  };
}

/** Empty: not a string. */
function nameOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, NAME_MAX) : '';
}

function taskIn({ resultType, task }: Params): ResultFacts['task'] {
  if (resultType === 'task') return 'modern';
  return typeof memberOf(task, 'taskId') === 'string' ? 'legacy' : null;
}

function asksOf(requests: unknown): string[] {
  if (!isRecord(requests)) return [''];
  const methods = new Set<string>();
  for (const one of Object.values(requests)) {
    methods.add(isRecord(one) && methods.size < ASKS_MAX ? nameOf(one.method) : '');
  }
  return [...methods];
}

function readError(text: string, value: Params): ServerMessage | JsonProblem {
  const { id, error } = value;
  if (!isRecord(error) || !Number.isSafeInteger(error.code) || typeof error.message !== 'string') {
    return { problem: 'its error has no code and message' };
  }
  return {
    facts: { kind: 'response', id, failure: `error ${error.code}`, code: Number(error.code), result: null },
    text,
    value,
  };
}

function readOther(text: string, value: Params): ServerMessage | JsonProblem {
  const { method, params } = value;
  if (typeof method !== 'string') return { problem: 'its method is not a string' };
  if ((params ?? null) !== null && !isRecord(params)) return { problem: 'its params are not an object' };
  const read = params === null ? withoutMembers(text, [], ['params']) : text;
  if ('id' in value) {
    const isTask = (memberOf(params, 'task') ?? null) !== null;
    return { facts: { kind: 'asked', id: value.id, method: nameOf(method), isTask }, text: read, value };
  }
  const uri = isRecord(params) && typeof params.uri === 'string' && params.uri.length <= TEXT_MAX ? params.uri : null;
  return { facts: { kind: 'told', method: nameOf(method), uri }, text: read, value };
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
