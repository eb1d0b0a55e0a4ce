/** From this length on, String.includes may take the text's length times the needle's. */
const LONG = 16;

/** Substring search in O(n), no worst case. */
export function finder(needle: string): (text: string) => boolean {
  if (needle.length < LONG) return (text) => text.includes(needle);
  const borders = bordersOf(needle);
  return (text) => {
    let matched = 0;
    for (let at = 0; at < text.length; at++) {
      matched = extend(needle, borders, matched, text.charCodeAt(at));
      if (matched === needle.length) return true;
    }
    return false;
  };
}

/**
 * Knuth-Morris-Pratt failure function: length of the longest proper prefix of the first `length` characters that is
 * also a suffix.
 */
function bordersOf(needle: string): Uint32Array {
  const borders = new Uint32Array(needle.length + 1);
  let matched = 0;
  for (let at = 1; at < needle.length; at++) {
    matched = extend(needle, borders, matched, needle.charCodeAt(at));
    borders[at + 1] = matched;
  }
  return borders;
}

/** Length of the matched prefix after one more character. */
function extend(needle: string, borders: Uint32Array, matched: number, unit: number): number {
  let length = matched;
  while (length > 0 && needle.charCodeAt(length) !== unit) length = Number(borders[length]);
  return needle.charCodeAt(length) === unit ? length + 1 : 0;
}
