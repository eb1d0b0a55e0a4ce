import { foldKey } from '@/lib/core/text/fold';
import { type JsonProblem, readJson } from './json';
import { type ListKind, listKinds, listsIn } from './lists';
import { memberOf } from './members';
import { isRecord, type Params } from './message';
import { findValue, joinSpans, membersOf, replaceSpan } from './spans';

/**
 * What a gateway must know of a message of a server: small, however long the message is, since it crosses threads.
 * `method`: its first 64 characters. `isTask`: the client is asked to begin a task, whose result nobody could fetch, since
 * tasks are not relayed. `uri`: of the resource that a notification is about; null where it has none, or none that is a
 * text of at most 65,536 characters.
 */
export type ServerFacts =
  | Response
  | { kind: 'asked'; id: unknown; method: string; isTask: boolean }
  | { kind: 'told'; method: string; uri: string | null };

/** `failure`: in a few words, what failed; null for success. `code`: of an error, else null. `result`: null for an error. */
export type Response = {
  kind: 'response';
  id: unknown;
  failure: string | null;
  code: number | null;
  result: ResultFacts | null;
};

type ResultFacts = {
  /** The lists it carries. */
  lists: ListKind[];
  /** Of the next page of a list. */
  cursor: string | null;
  /** The first 64 characters of the protocol version, '' for what is no text; null where there is none. */
  version: string | null;
  /** It begins a task: as in the modern era or, on calls of tools, as in the legacy one. Null for a result. */
  task: 'modern' | 'legacy' | null;
  /** Methods of the input that it asks for, each once, '' for a question without one; null where it asks for none. */
  asks: string[] | null;
};

/** `text`: what the server sent, without members that are null and may be absent. `value`: what it says, parsed. */
export type ServerMessage = { facts: ServerFacts; text: string; value: Params };

const RESPONSE: ReadonlySet<string> = new Set(['jsonrpc', 'id', 'result', 'error']);
const OTHER: ReadonlySet<string> = new Set(['jsonrpc', 'id', 'method', 'params']);

/** Characters of ids, cursors and URIs; a client could not send a longer one back. */
const TEXT_MAX = 65_536;
/** Characters of methods and versions that are kept; no known one is longer. */
const NAME_MAX = 64;
/** Kinds of input that one result asks for. */
const ASKS_MAX = 100;

/** Members that say what a result is and what it asks of the client; null means that they are absent. */
const DECIDING = ['resultType', 'inputRequests', 'requestState', 'task', 'nextCursor', 'isError'];
/** Members of a result that are optional and never null. */
const OPTIONAL = [...DECIDING, '_meta', 'instructions'];

/** Members of results that are read or written here: no other key may look like one of them to any reader. */
const READ: ReadonlySet<string> = new Set([
  ...listKinds,
  ...DECIDING,
  ...['protocolVersion', 'capabilities', 'ttlMs', 'cacheScope'],
]);
const FOLDED_READ: ReadonlySet<string> = new Set([...READ].map(foldKey).filter((key) => key !== null));

const LONG_CURSOR = `its cursor has more than ${TEXT_MAX} characters`;

/**
 * Reads a message of a server as strictly as those of clients: one JSON-RPC object with JSON-RPC's members only, which
 * every reader understands alike. Numbers may have any size. Linear in the length of the text; never throws.
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
  // A reader that matches keys without regard to case would find a list here that was never filtered.
  if (Object.keys(result).some(isTwinOfRead))
    return { problem: 'a key of its result means something to some readers only' };
  // Some readers take any object for a list, and nobody has filtered this one.
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

/** Empty for what is no text. */
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
