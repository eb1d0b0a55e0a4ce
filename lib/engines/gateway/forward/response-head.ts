/** How the body of an answer ends: RFC 9112, section 6.3. */
export type Framing = { kind: 'none' | 'chunked' | 'close' } | { kind: 'length'; bytes: number };

export type ResponseHead = {
  status: number;
  /** In lower case, empty when absent. */
  contentType: string;
  /** The content coding in lower case, empty for none. */
  coding: string;
  session: string | undefined;
  retryAfter: string | undefined;
  framing: Framing;
  /** Milliseconds that the connection may be idle before its next request; 0: it is not used again. */
  idleMs: number;
};

/** An answer that is not HTTP/1.1 as every reader understands it. */
export class UnreadableHttp extends Error {
  override name = 'UnreadableHttp' as const;
}

/** Bytes of an answer's status line and header fields. */
export const HEAD_BYTES_MAX = 16 * 1024;

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
const FIELD = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[\t ]*([\t\x20-\x7e\x80-\xff]*)$/;
const LENGTH = /^\d{1,15}$/;

/** Servers that say nothing about it close after 5 seconds (Node, uvicorn) or later. */
const IDLE_MS = 4_000;
const IDLE_MS_MAX = 60_000;
/** A server's own time, less the time that a request needs to reach it. */
const IDLE_MARGIN_MS = 1_000;

/** Fields that are read. What comes twice with another value is read differently by two readers. */
type Field =
  | 'content-length'
  | 'transfer-encoding'
  | 'content-type'
  | 'content-encoding'
  | 'connection'
  | 'keep-alive'
  | 'mcp-session-id'
  | 'retry-after';

const READ: ReadonlySet<string> = new Set<Field>([
  'content-length',
  'transfer-encoding',
  'content-type',
  'content-encoding',
  'connection',
  'keep-alive',
  'mcp-session-id',
  'retry-after',
]);
/** Fields that hold lists: one that comes again continues the first. */
const LISTS: ReadonlySet<string> = new Set<Field>(['transfer-encoding', 'content-encoding', 'connection']);

/**
 * Reads the head of an answer, without the blank line that ends it, from its bytes as Latin-1. Throws UnreadableHttp on
 * everything that two readers could understand differently: folded lines, two lengths, a length beside chunks.
 */
export function readResponseHead(text: string): ResponseHead {
  const lines = text.split('\r\n');
  const line = STATUS_LINE.exec(lines[0] ?? '');
  if (!line) throw new UnreadableHttp('the status line is not HTTP/1.1');
  const fields = readFields(lines);
  const status = Number(line[2]);
  const framing = framingOf(status, line[1] === '1', fields);
  return {
    status,
    contentType: fields.get('content-type')?.toLowerCase() ?? '',
    coding: codingOf(fields.get('content-encoding')),
    session: fields.get('mcp-session-id'),
    retryAfter: fields.get('retry-after'),
    framing,
    idleMs: line[1] === '1' && framing.kind !== 'close' ? idleMsOf(fields) : 0,
  };
}

function readFields(lines: readonly string[]): ReadonlyMap<Field, string> {
  const fields = new Map<Field, string>();
  for (let at = 1; at < lines.length; at += 1) {
    const field = FIELD.exec(lines[at] ?? '');
    if (!field) throw new UnreadableHttp('a header field is malformed');
    const name = (field[1] ?? '').toLowerCase();
    if (isRead(name)) addField(fields, name, (field[2] ?? '').trimEnd());
  }
  return fields;
}

function addField(fields: Map<Field, string>, name: Field, value: string): void {
  const before = fields.get(name);
  if (before === undefined) fields.set(name, value);
  else if (LISTS.has(name)) fields.set(name, `${before}, ${value}`);
  else if (before !== value) throw new UnreadableHttp(`the header ${name} came twice`);
}

function isRead(name: string): name is Field {
  return READ.has(name);
}

function framingOf(status: number, isHttp11: boolean, fields: ReadonlyMap<Field, string>): Framing {
  const length = fields.get('content-length');
  const transfer = fields.get('transfer-encoding');
  if (length !== undefined && !LENGTH.test(length)) throw new UnreadableHttp('the Content-Length is not one number');
  if (transfer !== undefined) {
    const isChunked = isHttp11 && length === undefined && transfer.toLowerCase() === 'chunked';
    if (!isChunked) throw new UnreadableHttp('the Transfer-Encoding is not chunked alone');
  }
  if (status < 200 || status === 204 || status === 304) return { kind: 'none' };
  if (transfer !== undefined) return { kind: 'chunked' };
  return length === undefined ? { kind: 'close' } : { kind: 'length', bytes: Number(length) };
}

function codingOf(value: string | undefined): string {
  const coding = value?.toLowerCase() ?? '';
  return coding === 'identity' ? '' : coding;
}

function idleMsOf(fields: ReadonlyMap<Field, string>): number {
  if (/(?:^|[\s,])close(?:$|[\s,])/i.test(fields.get('connection') ?? '')) return 0;
  const seconds = /(?:^|[\s,])timeout=(\d{1,6})/i.exec(fields.get('keep-alive') ?? '')?.[1];
  return seconds === undefined ? IDLE_MS : Math.max(0, Math.min(Number(seconds) * 1_000 - IDLE_MARGIN_MS, IDLE_MS_MAX));
}
