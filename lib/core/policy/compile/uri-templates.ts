import { comparable } from '@/lib/core/policy/document/text';
import { isUnclear, readingsOf, withoutEnd } from './uri-readings';
import { looseText } from './uri-text';

const expression = /\{[^}]*\}?/g;
/** Two dots or more that are a segment once the expressions around them stand for nothing. */
const dots = /(?:^|[/:?#=&])(?=\s*\.\s*\.)[\s.]+(?:;[^/?#]*)?(?:[/?#&]|$)/;
/** An encoded character that an expression would complete. */
const halfEncoded = /%(?:[0-9a-f]?|u[0-9a-f]{0,3})$/;
/** A head whose host, behind a user name or before a port, an expression would complete. */
const openHost = /^([a-z][a-z0-9 .-]*:)(\/+)[^/?#]*$/;
/** A parameter or a stream of the last segment. */
const lastParameter = /(?<=\/[^/;:]+)[;:][^/]*$/;

/** What precedes the first expression of a URI template: in NFC, and how servers may read what begins with it. */
export type Head = { written: string; readings: readonly string[] };

/** What is fixed of a template; null where every expansion of it is unclear. Linear, as readings are. */
export function headOf(template: string): Head | null {
  const written = comparable(template)?.split('{')[0];
  const filled = looseText(template.replace(expression, 'x'));
  if (written === undefined || filled === null || isUnclear(filled)) return null;
  const loose = looseText(written);
  if (loose === null) return null;
  // A scheme or the URI within another is still open.
  if (!/[/?#]/.test(loose)) return { written, readings: [''] };
  // A head may end anywhere, so it is read with a letter behind it.
  const readings = readingsOf(`${written}x`)?.forms.map((reading) => reading.replace(/x$/, ''));
  return readings ? { written, readings: [...new Set([...readings.flatMap(endings), ...openHosts(loose)])] } : null;
}

/** Whether expressions of a template can make dot segments of dots that it has itself, or characters of its escapes. */
export function isOpenToDots(template: string): boolean {
  const emptied = looseText(template.replace(expression, ''));
  const [head = ''] = template.split('{');
  return emptied === null || dots.test(emptied) || halfEncoded.test(looseText(head) ?? '%');
}

/** What an expansion may make of the end of a head: trimmed, cut off, its last letter composed with a mark. */
function endings(reading: string): string[] {
  return [reading, withoutEnd(reading), reading.replace(lastParameter, ''), reading.replace(/[^/\p{M}]\p{M}*$/u, '')];
}

function openHosts(loose: string): string[] {
  const [, scheme, slashes = ''] = openHost.exec(loose) ?? [];
  if (scheme === undefined) return [];
  if (scheme === 'file:' && (slashes.length === 1 || slashes.length === 3)) return [];
  return [`${scheme}/`, `${scheme}///`];
}
