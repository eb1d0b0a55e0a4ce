import { comparable } from '@/lib/core/policy/document/text';

// Two programs may read one URI differently: one decodes %73, resolves .. or ignores the fragment, another does not. A
// pattern that closes something must close it in every reading, and a URI whose reading cannot be told is refused.

/** Characters of a URI that is read at all. */
const URI_MAX = 8_192;

/** Encodings within encodings that are undone; a URI with more is unclear. */
const PASSES_MAX = 3;

/** Schemes whose URIs the URL standard reads in its own way: hosts in other notations, default ports, missing slashes. */
const special = /^(?:https?|wss?|ftp|file):/i;
const invisible = /[\p{Cc}\\]|\p{Default_Ignorable_Code_Point}/u;
/** Where programs cut a URI off: a fragment, a query, a path parameter; some after decoding it. */
export const cutMarks: readonly RegExp[] = [/#/, /\?/, /;/, /%23/i, /%3f/i, /%3b/i, /\uff03/, /\uff1f/, /\uff1b/];
/** `.` or `..` between separators, also with the parameters that some servers cut off. */
const dotSegment = /(?:^|[/:?#=&])\.\.?(?:;[^/?#]*)?(?:[/?#&]|$)/;

/**
 * The forms in which a server may understand a URI, in the notation of `looseText`; null where that cannot be told, as
 * with dot segments, backslashes, invisible characters, user names, empty segments and bytes that are not UTF-8. At most
 * six forms; linear in the length.
 */
export function readingsOf(uri: string): readonly string[] | null {
  if (uri === '' || uri.length > URI_MAX || uri !== uri.trim() || comparable(uri) === null) return null;
  const written = looseText(uri);
  if (written === null || isUnclear(written)) return null;
  const standard = special.test(uri) ? standardForm(uri) : uri;
  const loose = standard === null ? null : looseText(standard);
  if (loose === null) return null;
  const forms = new Set<string>();
  for (const form of [written, loose]) {
    const withoutFragment = form.replace(/#.*$/s, '');
    for (const one of [form, withoutFragment, withoutFragment.replace(/\?.*$/s, '')]) forms.add(withoutTail(one));
  }
  return [...forms];
}

/** `a`, `a/`: one place for many servers. */
export function withoutTail(text: string): string {
  return text.length > 1 && text.endsWith('/') ? text.slice(0, -1) : text;
}

function isUnclear(loose: string): boolean {
  return invisible.test(loose) || dotSegment.test(loose) || loose.includes('//');
}

function standardForm(uri: string): string | null {
  if (!URL.canParse(uri)) return null;
  const url = new URL(uri);
  if (url.username !== '' || url.password !== '') return null;
  return url.href.replace(/^(\w+:\/\/[^/?#]*[^/?#.:])\.+(?=[:/?#]|$)/, '$1');
}

/**
 * A URI, or a part of a pattern, as the most careless server would compare it: percent-encoding undone, compatibility
 * characters and case folded, the slashes after a colon made one. A star that is meant as a star stays encoded. Null
 * where the encoded bytes are not UTF-8 or encoded again and again.
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

const encodedRun = /(?:%[0-9a-f]{2})+/gi;

function decoded(text: string): string | null {
  try {
    return text.replaceAll('*', '%2a').replace(encodedRun, (run) => decodeURIComponent(run).replaceAll('*', '%2a'));
  } catch {
    return null;
  }
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll('ς', 'σ').replace(/:\/+/g, ':/');
}
