/** What the gateway reads of a request's headers; blanks around values are removed. */
export type Head = {
  host?: string;
  origin?: string;
  authorization?: string;
  'content-type'?: string;
  'content-encoding'?: string;
  'content-length'?: string;
  'transfer-encoding'?: string;
  accept?: string;
  'mcp-protocol-version'?: string;
  'mcp-method'?: string;
  'mcp-name'?: string;
  'mcp-session-id'?: string;
  'last-event-id'?: string;
  traceparent?: string;
  tracestate?: string;
  /** `Mcp-Param-*`, name in lower case and value in turn. */
  params: string[];
  /** A header that decides something and came twice: two readers may take different ones. */
  repeated: string | null;
};

type Single = Exclude<keyof Head, 'params' | 'repeated'>;

const SINGLE: ReadonlyMap<string, Single> = new Map(
  (
    [
      'host',
      'origin',
      'authorization',
      'content-type',
      'content-encoding',
      'content-length',
      'transfer-encoding',
      'accept',
      'mcp-protocol-version',
      'mcp-method',
      'mcp-name',
      'mcp-session-id',
      'last-event-id',
      'traceparent',
      'tracestate',
    ] as const
  ).map((name) => [name, name]),
);

/** Headers that may be sent in parts. */
const LISTS: ReadonlySet<string> = new Set(['accept', 'tracestate']);

/** Reads Node's raw header list. Only what is named here can ever reach an upstream server. */
export function readHead(raw: readonly string[]): Head {
  const head: Head = { params: [], repeated: null };
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    const value = raw[at + 1] ?? '';
    const single = SINGLE.get(name);
    if (single) set(head, single, value.trim());
    else if (name.startsWith('mcp-param-')) add(head, name, value.trim());
  }
  return head;
}

function add(head: Head, name: string, value: string): void {
  if (head.params.some((known, at) => at % 2 === 0 && known === name)) head.repeated = name;
  head.params.push(name, value);
}

function set(head: Head, name: Single, value: string): void {
  const before = head[name];
  if (before === undefined) head[name] = value;
  else if (LISTS.has(name)) head[name] = `${before}, ${value}`;
  else head.repeated = name;
}

/** Whether a Content-Type is JSON in UTF-8. */
export function isJson(contentType: string | undefined): boolean {
  if (contentType === 'application/json') return true;
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  return type.trim() === 'application/json' && parameters.every((one) => /^\s*(charset="?utf-8"?)?\s*$/.test(one));
}

/**
 * Whether the end of a body is not found alike by every reader (RFC 9112, 6.1 and 6.3): chunks that are coded as well, and
 * chunks in HTTP/1.0, which older readers do not know. Node refuses the other ways.
 */
export function isUnclearFraming({ httpVersion }: { httpVersion: string }, head: Head): boolean {
  const coding = head['transfer-encoding'];
  return coding !== undefined && (coding.toLowerCase() !== 'chunked' || httpVersion !== '1.1');
}
