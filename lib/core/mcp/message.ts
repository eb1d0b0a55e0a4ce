// lib/core/mcp reads and answers MCP messages as text and values. It knows no socket, no policy and no other room.
import { type JsonProblem, type NumberAt, readJsonExact, readUtf8, TOO_EXACT } from './json';
import { findValue } from './spans';

export type Id = string | number;
export type Params = Readonly<Record<string, unknown>>;

/**
 * `inexact`: the arguments hold numbers that a double cannot; they are Infinity here, and their digits are in the body.
 */
export type Request = { kind: 'request'; id: Id; method: string; params: Params; inexact?: true };
export type Notification = { kind: 'notification'; method: string; params: Params };
type Response = { kind: 'response'; id: Id };
export type Message = Request | Notification | Response;

/** `code`: the JSON-RPC error code to answer. `id`: the request's, if readable. */
export type Unreadable = JsonProblem & { kind: 'unreadable'; code: -32700 | -32600; id: Id | null };

const KNOWN_MEMBERS = new Set(['jsonrpc', 'id', 'method', 'params', 'result', 'error']);

/**
 * Parses exactly one JSON-RPC message. Refuses batches, members that are not JSON-RPC's, a fraction or null as id, and
 * messages that are both request and response: two servers may read them differently. A null member of params counts as
 * absent, as Go clients mean it. Linear; never throws.
 */
export function readMessage(body: Uint8Array): Message | Unreadable {
  const text = readUtf8(body);
  if (text === null) return unreadable(-32700, 'the body is not UTF-8', null);
  const json = readJsonExact(text);
  if ('problem' in json) return unreadable(-32700, json.problem, null);
  const message = toMessage(json.value);
  if (json.inexact.length === 0 || message.kind === 'unreadable') return message;
  const tooExact = unreadable(-32700, TOO_EXACT, message.kind === 'request' ? message.id : null);
  return onlyArguments(text, message, json.inexact) ? { ...message, inexact: true } : tooExact;
}

/** Inexact numbers are accepted in arguments only: the server reads those by its own types. */
function onlyArguments(text: string, message: Message, inexact: readonly NumberAt[]): message is Request {
  if (message.kind !== 'request' || message.method !== 'tools/call') return false;
  const args = findValue(text, ['params', 'arguments']);
  return args !== null && inexact.every(({ start, end }) => start > args.start && end <= args.end);
}

/** The message in a value from `readJson`. */
function toMessage(value: unknown): Message | Unreadable {
  if (Array.isArray(value)) return unreadable(-32600, 'batches are not accepted; send one message a request', null);
  if (!isRecord(value)) return unreadable(-32600, 'the body must be one JSON-RPC object', null);
  const id = readId(value.id);
  const problem = problemOf(value);
  if (problem) return unreadable(-32600, problem, id ?? null);
  if (typeof value.method !== 'string') return toResponse(value, id);
  const given = value.params ?? {};
  if (!isRecord(given)) return unreadable(-32600, 'params must be an object', id ?? null);
  const params = withoutNulls(given);
  if (!('id' in value)) return { kind: 'notification', method: value.method, params };
  if (id === undefined) return unreadable(-32600, 'the id must be a string or an integer', null);
  return { kind: 'request', id, method: value.method, params };
}

function toResponse(value: Params, id: Id | undefined): Response | Unreadable {
  if (value.method !== undefined) return unreadable(-32600, 'the method must be a string', id ?? null);
  if (hasMember(value, 'result') === hasMember(value, 'error')) {
    return unreadable(-32600, 'neither a request nor a response', id ?? null);
  }
  return id === undefined
    ? unreadable(-32600, 'the id must be a string or an integer', null)
    : { kind: 'response', id };
}

/** If both members are present, a null one counts as absent. */
function hasMember(value: Params, key: 'result' | 'error'): boolean {
  const isNamedAlone = 'result' in value !== 'error' in value;
  return isNamedAlone ? key in value : (value[key] ?? null) !== null;
}

function problemOf(value: Params): string | null {
  if (value.jsonrpc !== '2.0') return 'jsonrpc must be "2.0"';
  const unknown = Object.keys(value).find((key) => !KNOWN_MEMBERS.has(key));
  if (unknown !== undefined) return 'the message has a member that JSON-RPC does not know';
  const asks = 'method' in value || 'params' in value;
  return asks && ('result' in value || 'error' in value) ? 'a message is a request or a response, not both' : null;
}

function withoutNulls(params: Params): Params {
  const members = Object.entries(params);
  return members.some(([, value]) => value === null)
    ? Object.fromEntries(members.filter(([, value]) => value !== null))
    : params;
}

function readId(id: unknown): Id | undefined {
  if (typeof id === 'string') return id;
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : undefined;
}

function unreadable(code: Unreadable['code'], problem: string, id: Id | null): Unreadable {
  return { kind: 'unreadable', code, problem, id };
}

/** Whether a JSON value is an object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
