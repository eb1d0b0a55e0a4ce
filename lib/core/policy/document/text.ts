/**
 * A run of combining marks longer than this (the stream-safe limit of UAX #15) makes normalisation quadratic. Looked for
 * where a run begins alone: asked of each mark, the question itself reads every run thirty times.
 */
const markRun = /(?<!\p{M})\p{M}{31}/u;
const loneSurrogate = /\p{Cs}/u;
const beyondAscii = /[^\0-\x7f]/;

/**
 * The text in the form in which policies compare (Unicode NFC), or null when no two programs need agree on what it
 * says: lone surrogates and endless runs of combining marks. Linear in the length; plain ASCII is returned as it is.
 */
export function comparable(text: string): string | null {
  if (!beyondAscii.test(text)) return text;
  return isComparable(text) ? text.normalize('NFC') : null;
}

/** Whether a text has a comparable form, without making it: half the time where the text is long. */
export function isComparable(text: string): boolean {
  return !beyondAscii.test(text) || !(loneSurrogate.test(text) || markRun.test(text));
}

/** Negative, zero or positive by code point; `<` on strings would order by UTF-16 unit instead. */
export function compareCodePoints(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  let at = 0;
  while (at < shared && left.charCodeAt(at) === right.charCodeAt(at)) at++;
  if (at === shared) return left.length - right.length;
  // Both differ inside a pair when the high surrogates agree, so stepping back is not needed: low surrogates order alike.
  return order(left.charCodeAt(at)) - order(right.charCodeAt(at));
}

/** Lifts surrogates above the rest of the basic plane, where their code points are. */
function order(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x2800 : unit;
}
