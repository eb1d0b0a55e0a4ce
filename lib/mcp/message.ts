// lib/mcp reads and answers MCP messages as text and values. It knows no socket, no policy and no other room.
import { type JsonProblem, readJson, readUtf8 } from './json';

export type Id = string | number;
export type Params = Readonly<Record<string, unknown>>;

export type Request = { kind: 'request'; id: Id; method: string; params: Params };
export type Notification = { kind: 'notification'; method: string; params: Params };
type Response = { kind: 'response'; id: Id };
export type Message = Request | Notification | Response;

/** `code` is the JSON-RPC error code to answer with, `id` the request's where it could be read. */
export type Unreadable = JsonProblem & { kind: 'unreadable'; code: -32700 | -32600; id: Id | null };

const KNOWN_MEMBERS = new Set(['jsonrpc', 'id', 'method', 'params', 'result', 'error']);

/** Members of params that decide what a method reaches; each must be what the specification says before anyone judges it. */
const REQUIRED_TEXT: Readonly<Record<string, string>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
  'resources/subscribe': 'uri',
  'resources/unsubscribe': 'uri',
};

/**
 * Reads exactly one JSON-RPC message. Batches, other members than JSON-RPC's own, fractions or null as id and messages
 * that are request and response at once are refused: two servers may read them differently.
 */
export function readMessage(body: Uint8Array): Message | Unreadable {
  const text = readUtf8(body);
  if (text === null) return unreadable(-32700, 'the body is not UTF-8', null);
  const json = readJson(text);
  if ('problem' in json) return unreadable(-32700, json.problem, null);
  return toMessage(json.value);
}

/** The message in a value that `readJson` gave. */
function toMessage(value: unknown): Message | Unreadable {
  if (Array.isArray(value)) return unreadable(-32600, 'batches are not accepted; send one message a request', null);
  if (!isRecord(value)) return unreadable(-32600, 'the body must be one JSON-RPC object', null);
  const id = readId(value.id);
  const problem = problemOf(value);
  if (problem) return unreadable(-32600, problem, id ?? null);
  if (typeof value.method !== 'string') return toResponse(value, id);
  const params = value.params === undefined ? {} : value.params;
  if (!isRecord(params)) return unreadable(-32600, 'params must be an object', id ?? null);
  if (!('id' in value)) return { kind: 'notification', method: value.method, params };
  if (id === undefined) return unreadable(-32600, 'the id must be a string or an integer', null);
  return { kind: 'request', id, method: value.method, params };
}

function toResponse(value: Params, id: Id | undefined): Response | Unreadable {
  if (value.method !== undefined) return unreadable(-32600, 'the method must be a string', id ?? null);
  if ('result' in value === 'error' in value) return unreadable(-32600, 'neither a request nor a response', id ?? null);
  return id === undefined
    ? unreadable(-32600, 'the id must be a string or an integer', null)
    : { kind: 'response', id };
}

function problemOf(value: Params): string | null {
  if (value.jsonrpc !== '2.0') return 'jsonrpc must be "2.0"';
  const unknown = Object.keys(value).find((key) => !KNOWN_MEMBERS.has(key));
  if (unknown !== undefined) return 'the message has a member that JSON-RPC does not know';
  const asks = 'method' in value || 'params' in value;
  return asks && ('result' in value || 'error' in value) ? 'a message is a request or a response, not both' : null;
}

/** What is wrong with the parameters that decide what a known method reaches, or null. */
export function wrongParam({ method, params }: Request): string | null {
  const member = Object.hasOwn(REQUIRED_TEXT, method) ? REQUIRED_TEXT[method] : undefined;
  if (member !== undefined && typeof params[member] !== 'string') return `params.${member} must be a string`;
  if (method === 'tools/call' && params.arguments !== undefined && !isRecord(params.arguments)) {
    return 'params.arguments must be an object';
  }
  return params._meta === undefined || isRecord(params._meta) ? null : 'params._meta must be an object';
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
