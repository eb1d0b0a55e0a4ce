/** Two words that are one thing. */
export type Pair = (first: string, second: string) => boolean;

/** Of "credit note,bank transfer": whether two words are one of the pairs. */
export function pairSet(text: string): Pair {
  const pairs = new Set(text.split(','));
  const firsts = new Set([...pairs].map((pair) => pair.slice(0, pair.indexOf(' '))));
  return (first, second) => firsts.has(first) && pairs.has(`${first} ${second}`);
}
