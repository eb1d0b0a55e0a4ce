/** The words of a list: lower case, separated by white space. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** The phrases of a list, separated by commas. */
export function phraseSet(text: string): ReadonlySet<string> {
  return new Set(phrasesOf(text));
}

/** Tests whether two consecutive words are one of the pairs of a list: "credit note,bank transfer". */
export type PairSet = (first: string, second: string) => boolean;

export function pairSet(text: string): PairSet {
  const pairs = new Set(phrasesOf(text));
  const firsts = new Set([...pairs].map((pair) => pair.slice(0, pair.indexOf(' '))));
  return (first, second) => firsts.has(first) && pairs.has(`${first} ${second}`);
}

function phrasesOf(text: string): string[] {
  return text
    .trim()
    .split(',')
    .map((phrase) => phrase.trim());
}
