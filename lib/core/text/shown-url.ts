/** Stands for a part of an address that may be a secret. */
const MASK = '••••';
/** The same as URL spells it. */
const MASK_ENCODED = encodeURIComponent(MASK);

/** Longer ones, and such with more digits than a date has, may be keys. */
const SEGMENT_MAX = 40;
const DIGITS_MAX = 8;
/** `mcp`, `MCP`, `mcpServer`, `oauth2`, `v1`, `v1beta1`, `2025`. */
const WORD =
  /^(?:(?:[A-Z]?[a-z]{1,15}|[a-z]{2,15}(?:[A-Z][a-z]{2,11}){1,2}|(?:[A-Z][a-z]{2,11}){2,3}|[A-Z]{1,5})\d{0,2}|v\d{1,2}(?:alpha|beta|rc)\d{0,2}|\d{1,4})$/;
/** Too short for a secret: `n8n`. */
const SHORT = /^[\da-z]{0,3}$/i;
/** A parameter whose name is a name; what stands alone or is encoded may itself be the key. */
const NAMED = /^([A-Za-z][\w.-]{0,23})=[^=]/;

/**
 * The address without what may be a secret: values of the query, and each segment of the path that is not plainly made
 * of words, numbers and versions. The host is always shown.
 */
export function shownUrl(url: string): string {
  const { origin, pathname, search } = new URL(url);
  const path = pathname.split('/').map((segment) => (isPlain(segment) ? segment : MASK));
  const query = search
    .slice(1)
    .split('&')
    .map((pair) => `${NAMED.exec(pair)?.[1]?.concat('=') ?? ''}${MASK}`);
  return origin + path.join('/') + (search === '' ? '' : `?${query.join('&')}`);
}

function isPlain(segment: string): boolean {
  if (SHORT.test(segment)) return true;
  if (segment.length > SEGMENT_MAX || segment.replace(/\D/g, '').length > DIGITS_MAX) return false;
  // `.well-known` begins with a dot
  return segment
    .replace(/^\./, '')
    .split(/[._-]/)
    .every((word) => WORD.test(word));
}

/** Whether an address holds what stands for a secret in place of the secret. */
export function isMasked(url: string): boolean {
  return url.includes(MASK) || url.includes(MASK_ENCODED);
}
