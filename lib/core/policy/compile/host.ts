const label = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
const octet = /^(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])$/;
// Parsers disagree on backslashes, spaces and controls, and on the end of the host if ? or # precedes @.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it keeps out
const url = /^https?:\/\/([^/?#@\s\\\0-\x1f\x7f]+)(?:\/[^\s\\\0-\x1f\x7f]*|[?#][^@\s\\\0-\x1f\x7f]*)?$/i;

const beyondAscii = /[^\0-\x7f]/;

/** A normalised host name: lower-case ASCII labels, or four decimal octets; no final dot. */
function isPlainHost(host: string): boolean {
  if (host.length > 253) return false;
  const labels = host.split('.');
  if (!labels.every((one) => label.test(one))) return false;
  // Parsers read a numeric last label as IPv4, in decimal, octal or hexadecimal.
  if (!/^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')) return true;
  return labels.length === 4 && labels.every((one) => octet.test(one));
}

/** `example.com`, `*.example.com` or a dotted IPv4 address, lower case and punycode. */
export function isHostPattern(pattern: string): boolean {
  return isPlainHost(pattern.startsWith('*.') ? pattern.slice(2) : pattern);
}

/** The host of an absolute http(s) URL that every parser reads alike, lower case; null: any other text. */
export function hostOf(text: string): string | null {
  const authority = url.exec(text)?.[1];
  // The Kelvin sign, for one, lower-cases to an ASCII letter.
  if (authority === undefined || beyondAscii.test(authority)) return null;
  const [host = '', port, ...rest] = authority.toLowerCase().split(':');
  if (rest.length > 0 || (port !== undefined && !isPort(port))) return null;
  return isPlainHost(host) ? host : null;
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}

/**
 * Compiles a test whether a pattern matches a host, in O(host length) however many patterns. `*.example.com` matches
 * every name below example.com at any depth, and not example.com itself.
 */
export function hostFinder(patterns: readonly string[]): (host: string) => boolean {
  const known = new Set(patterns);
  return (host) => {
    if (known.has(host)) return true;
    for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) {
      if (known.has(`*${host.slice(dot)}`)) return true;
    }
    return false;
  };
}
