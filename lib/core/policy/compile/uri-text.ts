/** Levels of nested encoding that are decoded; a URI with more is unclear. */
const PASSES_MAX = 3;

/** `%73`, and `%u0073` as IIS and `unescape` decode it. */
const encodedRun = /(?:%[0-9a-f]{2})+/gi;
const encodedUnit = /%u([0-9a-f]{4})/gi;
/** Characters that Windows maps to a slash or backslash (best-fit mapping). */
const likeSlash = /[\u2044\u2215\u29f8]/g;
const likeBackslash = /\u20e5|[\u2216\u29f5\u29f9]/g;

/**
 * A URI, or a part of a pattern, as the most lenient server compares it: percent-decoded, compatibility characters and
 * case folded, `+` as a blank. A literal star stays encoded. Null: encoded bytes that are not UTF-8, or nested
 * encodings. Linear.
 */
export function looseText(text: string): string | null {
  let now = text;
  for (let pass = 0; pass <= PASSES_MAX; pass++) {
    const next = decoded(now);
    if (next === null) return null;
    if (next === now) return folded(now);
    now = next;
  }
  return null;
}

/** `file:///a`, `file://a`, `file:/a`: one slash after the colon. */
export function oneSlash(text: string): string {
  return text.replace(/:\/+/g, ':/');
}

/** `a` and `a/` are one place for many servers. */
export function withoutTail(text: string): string {
  return text.length > 1 && text.endsWith('/') ? text.slice(0, -1) : text;
}

function decoded(text: string): string | null {
  const units = text.replace(encodedUnit, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  try {
    return units.replaceAll('*', '%2a').replace(encodedRun, (run) => decodeURIComponent(run).replaceAll('*', '%2a'));
  } catch {
    return null;
  }
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll('i\u0307', 'i')
    .replaceAll('ς', 'σ')
    .replace(likeSlash, '/')
    .replace(likeBackslash, '\\')
    .replaceAll('+', ' ');
}
