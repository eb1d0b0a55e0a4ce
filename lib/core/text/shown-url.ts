/** Replaces a part of a URL that may be a secret. */
const MASK = '••••';
/** The mask as `URL` encodes it. */
const MASK_ENCODED = encodeURIComponent(MASK);

/** Longer segments, and segments with more digits than a date, may be keys. */
const SEGMENT_MAX = 40;
const DIGITS_MAX = 8;
/** `mcp`, `MCP`, `mcpServer`, `oauth2`, `v1`, `v1beta1`, `2025`. */
const WORD =
  /^(?:(?:[A-Z]?[a-z]{1,15}|[a-z]{2,15}(?:[A-Z][a-z]{2,11}){1,2}|(?:[A-Z][a-z]{2,11}){2,3}|[A-Z]{1,5})\d{0,2}|v\d{1,2}(?:alpha|beta|rc)\d{0,2}|\d{1,4})$/;
/** Too short for a secret, as `n8n` is. */
const SHORT = /^[\da-z]{0,3}$/i;
/** A parameter with a plain name. A bare or encoded one may itself be the key. */
const NAMED = /^([A-Za-z][\w.-]{0,23})=[^=]/;

/**
 * The URL with possible secrets masked: values of the query, and each path segment that is not plainly words, numbers
 * or versions. The host is always shown.
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

/** Whether a URL contains the mask. */
export function isMasked(url: string): boolean {
  return url.includes(MASK) || url.includes(MASK_ENCODED);
}
