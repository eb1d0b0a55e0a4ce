/** From this length on, the search of the language may take the text's length times the needle's. */
const LONG = 16;

/** Whether a needle occurs in a text, in the time of reading the text, however both are made. */
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

/** Knuth, Morris and Pratt: how much of the needle's beginning also ends its first `length` characters. */
function bordersOf(needle: string): Uint32Array {
  const borders = new Uint32Array(needle.length + 1);
  let matched = 0;
  for (let at = 1; at < needle.length; at++) {
    matched = extend(needle, borders, matched, needle.charCodeAt(at));
    borders[at + 1] = matched;
  }
  return borders;
}

/** How much of the needle is matched after one more character. */
function extend(needle: string, borders: Uint32Array, matched: number, unit: number): number {
  let length = matched;
  while (length > 0 && needle.charCodeAt(length) !== unit) length = Number(borders[length]);
  return needle.charCodeAt(length) === unit ? length + 1 : 0;
}
