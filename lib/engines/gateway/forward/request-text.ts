import type { UpstreamRequest } from './upstream';

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Latin-1 without controls: a character beyond would be cut to its low byte, and U+010A becomes a line feed. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const PATH = /^\/[\x21-\x7e]*$/;

/**
 * The head of a request with its blank line, as Latin-1. Null when a path, a name or a value would not stay what it is on
 * the wire. Answers are asked for uncoded: a request that says nothing of codings allows all of them (RFC 9110, 12.5.3).
 */
export function writeRequest(
  { target: { transport }, method, headers, body }: UpstreamRequest,
  credential: readonly string[],
): string | null {
  if (!PATH.test(transport.path)) return null;
  let text = `${method} ${transport.path} HTTP/1.1\r\nhost: ${hostOf(transport.origin)}\r\naccept-encoding: identity\r\n`;
  for (const list of [headers, credential]) {
    for (let at = 0; at < list.length; at += 2) {
      const name = list[at] ?? '';
      const value = list[at + 1] ?? '';
      if (!NAME.test(name) || !VALUE.test(value)) return null;
      text += `${name}: ${value}\r\n`;
    }
  }
  return `${text}${method === 'POST' ? `content-length: ${body?.length ?? 0}\r\n` : ''}\r\n`;
}

function hostOf(origin: string): string {
  return origin.slice(origin.indexOf('//') + 2);
}
