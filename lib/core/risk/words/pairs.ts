import { type SplitName, singular } from './words';

/** Two words that are one thing. */
type Pair = (first: string, second: string) => boolean;

/** Of "credit note,bank transfer": whether two words are one of the pairs. */
export function pairSet(text: string): Pair {
  const pairs = new Set(text.split(','));
  const firsts = new Set([...pairs].map((pair) => pair.slice(0, pair.indexOf(' '))));
  return (first, second) => firsts.has(first) && pairs.has(`${first} ${second}`);
}

/** The first of the pairs in an identifier, as it is written there. */
export function pairIn(identifier: string, { words, from, to }: SplitName, isPair: Pair): string | undefined {
  const at = words.findIndex((word, index) => isPair(word, singular(words[index + 1] ?? '')));
  return at < 0 ? undefined : identifier.slice(from[at], to[at + 1]);
}
