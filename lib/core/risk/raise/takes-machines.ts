import { type Parameter, withInner } from '@/lib/core/risk/read/schema-reading';
import {
  hostedNouns,
  machineNouns,
  machinePairs,
  makingVerbs,
  sizePairs,
  sizeWords,
} from '@/lib/core/risk/words/lists/machines';
import { type SplitName, singular, splitName, wordsOf } from '@/lib/core/risk/words/words';

/** Why a Write allocates machines: they cost as long as they run, which a limit per minute hardly bounds. */
export function machinesReason(name: string, parameters: readonly Parameter[]): string | undefined {
  const split = splitName(name);
  const { words, from, to } = split;
  const verb = words.findIndex((word) => makingVerbs.has(word));
  if (verb < 0 || words.includes('free')) return undefined;
  const at = verb === words.length - 1 ? verb - 1 : words.length - 1;
  const first = isMachine(split, at, parameters);
  return first === undefined
    ? undefined
    : `“${name.slice(from[first], to[at])}” in the name says that it takes machines or storage into use, which usually cost for as long as they stand.`;
}

/** The index of the first word of the machine. */
function isMachine({ words }: SplitName, at: number, parameters: readonly Parameter[]): number | undefined {
  const noun = singular(words[at] ?? '');
  if (machinePairs(words[at - 1] ?? '', noun)) return at - 1;
  if (machineNouns.has(noun)) return at;
  return hostedNouns.has(noun) && parameters.flatMap(withInner).some(({ name }) => sizes(wordsOf(name)))
    ? at
    : undefined;
}

function sizes(words: readonly string[]): boolean {
  return words.some((word, index) => sizeWords.has(word) || sizePairs(word, words[index + 1] ?? ''));
}
