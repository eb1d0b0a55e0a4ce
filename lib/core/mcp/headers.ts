import { readUtf8 } from './json';
import type { Params } from './message';

/** The parameter that `Mcp-Name` repeats, by method. */
const NAME_SOURCE: Readonly<Record<string, string>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
  'tasks/get': 'taskId',
  'tasks/update': 'taskId',
  'tasks/cancel': 'taskId',
};

const SENTINEL = /^=\?base64\?(.*)\?=$/s;
/** What a case-insensitive reader accepts as the sentinel. */
const NEARLY_SENTINEL = /^=\?base64\?.*\?=$/is;
/** Beyond ASCII, some readers decode Latin-1 and others UTF-8. */
const PLAIN = /^[\t\x20-\x7e]*$/;
/** With padding and zero trailing bits: readers drop or refuse others. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/;

/**
 * Decodes a mirrored header: `=?base64?…?=`, or plain text. Null if readers differ: a malformed sentinel, or non-ASCII
 * text without one.
 */
export function decodeHeader(value: string): string | null {
  const encoded = SENTINEL.exec(value)?.[1];
  if (encoded === undefined) return PLAIN.test(value) && !NEARLY_SENTINEL.test(value) ? value : null;
  if (!BASE64.test(encoded)) return null;
  return readUtf8(Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0)));
}

/** Whether requests of a method repeat a parameter in `Mcp-Name`. */
export function hasNameHeader(method: string): boolean {
  return Object.hasOwn(NAME_SOURCE, method);
}

/** Headers of a modern request that repeat its body, trimmed; undefined: absent. */
export type MirroredHeaders = { version: string | undefined; method: string | undefined; name: string | undefined };

export type HeaderMismatch = { header: string; body: string };

/**
 * The first mirrored header that disagrees with the body, or null. The body is judged; an intermediary that trusts the
 * header would judge another request.
 * https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http
 */
export function headerMismatch(
  headers: MirroredHeaders,
  version: string,
  method: string,
  params: Params,
): HeaderMismatch | null {
  if (headers.version !== undefined && headers.version !== version) {
    const body = `the body envelope names protocol version ${version} but the MCP-Protocol-Version header names ${headers.version}`;
    return { header: headers.version, body };
  }
  if (headers.method !== undefined && headers.method !== method) {
    return {
      header: headers.method,
      body: `the body names method ${method} but the Mcp-Method header names ${headers.method}`,
    };
  }
  const absent = absentHeader(headers, version, method);
  return absent === null ? nameMismatch(headers.name, method, params) : { header: '(missing)', body: absent };
}

function absentHeader(headers: MirroredHeaders, version: string, method: string): string | null {
  if (headers.version === undefined) {
    return `the body envelope names protocol version ${version} but the required MCP-Protocol-Version header is absent`;
  }
  if (headers.method === undefined)
    return `the body names method ${method} but the required Mcp-Method header is absent`;
  return null;
}

function nameMismatch(header: string | undefined, method: string, params: Params): HeaderMismatch | null {
  const source = hasNameHeader(method) ? NAME_SOURCE[method] : undefined;
  if (source === undefined) return null;
  const value = params[source];
  const named = typeof value === 'string' ? `the body carries params.${source}="${value}"` : null;
  if (header === undefined) {
    return named === null ? null : { header: '(missing)', body: `${named} but the required Mcp-Name header is absent` };
  }
  const decoded = decodeHeader(header);
  if (decoded === null)
    return { header, body: 'the Mcp-Name header is neither printable ASCII nor a valid Base64 sentinel value' };
  return named !== null && decoded !== value
    ? { header, body: `${named} but the Mcp-Name header names "${decoded}"` }
    : null;
}
