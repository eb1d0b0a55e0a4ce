/**
 * A part of an address as text: Next hands over some decoded and others not. What does not decode, or to text with control
 * characters, is text already; no name is spelt like that, so nothing is found by it.
 */
export function textOf(segment: string): string {
  try {
    const text = decodeURIComponent(segment);
    return /\p{Cc}/u.test(text) ? segment : text;
  } catch {
    return segment;
  }
}
