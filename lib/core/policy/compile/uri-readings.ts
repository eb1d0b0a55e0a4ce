import { comparable } from '@/lib/core/policy/document/text';
import { looseText, oneSlash, withoutTail } from './uri-text';

// Two programs may read one URI differently: one decodes %73, resolves .. or ignores the fragment, another does not. A
// pattern that closes something must close it in every reading, and a URI whose reading cannot be told is refused.

/** Characters of a URI that is read at all. */
const URI_MAX = 8_192;
/** Characters of all forms together: what one decision reads for each pattern. */
const FORMS_SIZE_MAX = 131_072;

/** Schemes whose URIs the URL standard reads in its own way: hosts in other notations, default ports, missing slashes. */
const special = /^(?:https?|wss?|ftp|file):/i;
const invisible = /[\p{Cc}\\]|\p{Default_Ignorable_Code_Point}/u;
/** Where programs cut a URI off: a fragment, a query, a path parameter; some after decoding it. */
export const cutMarks: readonly RegExp[] = [/#/, /\?/, /;/, /%23/i, /%3f/i, /%3b/i, /\uff03/, /\uff1f/, /\uff1b/];
/**
 * A segment of nothing but dots, and blanks that some servers trim, also with the parameters that some cut off. Windows
 * ignores dots at the end of a name, so it may read three dots as two, as one or as none.
 */
const dotSegment = /(?:^|[/:?#=&])(?=\s*\.)[\s.]+(?:;[^/?#]*)?(?:[/?#&]|$)/;
/** Path parameters (`/a;v=1/`) and NTFS streams (`/a::$DATA`). */
const parameters = /(?:;|:\$|:[^/:;?#]*:\$)[^/?#]*/g;
/** `<URL:…>` as RFC 3986 sets a URI off from the text around it. */
const wrapping = /^(?:[<"\s]|url:)+/;
/** The inner URI of `jar:file:///a`. */
const outerSchemes = /^[^/?#]*:(?=[a-z][a-z0-9 .-]*:\/)/;
const hierarchical = /^([a-z][a-z0-9 .-]*):(\/*)(.*)$/s;
const withPort = /:\d*$/;

/** `portless`: those of the forms that name no port because the URI names none. */
export type Readings = { forms: readonly string[]; portless: readonly string[] };

/**
 * The forms in which a server may understand a URI, in the notation of `looseText` with one slash behind the scheme;
 * with three where a server drops the host that the URI names. Null where that cannot be told, as with dot segments,
 * backslashes, invisible characters, user names in web addresses, empty segments and bytes that are not UTF-8. At most
 * 131,072 characters of forms; linear in the length.
 */
export function readingsOf(uri: string): Readings | null {
  if (uri === '' || uri.length > URI_MAX || uri !== uri.trim() || comparable(uri) === null) return null;
  const written = looseText(uri);
  if (written === null || isUnclear(written)) return null;
  const texts = new Set([written]);
  for (const text of [uri, ...unwrapped(written)]) {
    const standard = special.test(text) ? standardForm(text) : text;
    const loose = standard === null ? null : looseText(standard);
    if (loose === null) return null;
    texts.add(loose);
  }
  return readAll(texts);
}

/** Whether servers that resolve paths, trim names or cut texts off may read another place than servers that do not. */
export function isUnclear(loose: string): boolean {
  return invisible.test(loose) || dotSegment.test(loose) || oneSlash(loose).includes('//');
}

function readAll(texts: ReadonlySet<string>): Readings | null {
  const all = [...texts].flatMap((text) => [...cutOff(text)]).flatMap(formsOf);
  const forms = new Set(all.map(({ form }) => form));
  let size = 0;
  for (const form of forms) size += form.length;
  if (size > FORMS_SIZE_MAX) return null;
  return { forms: [...forms], portless: [...new Set(all.filter((one) => one.isPortless).map(({ form }) => form))] };
}

function unwrapped(loose: string): string[] {
  const bare = loose.replace(wrapping, '');
  return [bare, bare.replace(outerSchemes, '')].filter((text) => text !== '');
}

function cutOff(text: string): Set<string> {
  const withoutFragment = text.replace(/#.*$/s, '');
  const withoutQuery = withoutFragment.replace(/\?.*$/s, '');
  return new Set([text, withoutFragment, withoutQuery, withoutQuery.replace(/;.*$/s, '')]);
}

type Form = { form: string; isPortless: boolean };

function formsOf(text: string): Form[] {
  const [, scheme, slashes = '', rest = ''] = hierarchical.exec(text) ?? [];
  // A file server may take a path for a file URI.
  if (scheme === undefined) {
    return spellings(text).flatMap((one) =>
      [one, oneSlash(`file:/${one}`)].flatMap((form) => withAndWithoutTail(form)),
    );
  }
  const end = rest.search(/[/?#]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  const behind = rest.slice(authority.length);
  const isPortless = !withPort.test(authority);
  const places = hasAuthority(scheme, slashes) ? hostsOf(authority).map((host) => host + behind) : [rest];
  const forms = places
    .flatMap(spellings)
    .flatMap((one) => withAndWithoutTail(oneSlash(`${scheme}:/${one}`), isPortless));
  if (!canDropHost(slashes)) return forms;
  const paths = spellings(behind).map((one) => one.replace(/^\/+/, ''));
  return [...forms, ...paths.flatMap((path) => withAndWithoutTail(`${scheme}:///${path}`))];
}

function withAndWithoutTail(text: string, isPortless = false): Form[] {
  return [...new Set([text, withoutTail(text)])].map((form) => ({ form, isPortless }));
}

/** The path of `file:/a/b` begins at its first segment; of other schemes that may be a host. */
function hasAuthority(scheme: string, slashes: string): boolean {
  return scheme !== 'file' || canDropHost(slashes);
}

/** `file://host/a`, and `file:////host/a` as Windows writes it. */
function canDropHost(slashes: string): boolean {
  return slashes.length === 2 || slashes.length > 3;
}

/** With and without user name and port. */
function hostsOf(authority: string): string[] {
  const users = [
    authority,
    authority.slice(authority.indexOf('@') + 1),
    authority.slice(authority.lastIndexOf('@') + 1),
  ];
  return [...new Set(users.flatMap((one) => [one, one.replace(withPort, '')]))];
}

/** What follows the scheme, with and without parameters, and what stands around the names in it. */
function spellings(rest: string): string[] {
  const bare = [...new Set([rest, rest.replace(parameters, '')])];
  return [...new Set(bare.flatMap((one) => [one, trimmedSegments(one)]))];
}

/** Without blanks around a segment and dots behind it, and without segments that this leaves empty. */
function trimmedSegments(rest: string): string {
  return rest
    .split('/')
    .map(trimmedSegment)
    .filter((segment, at, all) => segment !== '' || at === 0 || at === all.length - 1)
    .join('/');
}

function trimmedSegment(segment: string): string {
  return withoutEnd(segment.trim());
}

/** Without blanks and dots at its end, which Windows ignores there, and without what closes `<URL:…>`. */
export function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isTrimmed(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

function isTrimmed(character: string): boolean {
  return '.>"'.includes(character) || character.trim() === '';
}

function standardForm(uri: string): string | null {
  if (!URL.canParse(uri)) return null;
  const url = new URL(uri);
  if (url.username !== '' || url.password !== '') return null;
  return url.href.replace(/^(\w+:\/\/[^/?#]*[^/?#.:])\.+(?=[:/?#]|$)/, '$1');
}
