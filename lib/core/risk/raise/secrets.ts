import type { Parameter } from '@/lib/core/risk/read/schema-reading';
import {
  includingWords,
  keptWords,
  metadataWords,
  otherTokenWords,
  partWords,
  referenceWords,
  revealingWords,
  secretPairs,
  secretWords,
  tokenWords,
  vaultItems,
} from '@/lib/core/risk/words/lists/secrets';
import { type SplitName, splitName, wordsOf } from '@/lib/core/risk/words/words';

const inText =
  /\b(?:environment variables?|env(?:ironment)? vars?|private keys?|ssh keys?|api keys?|connection strings?|(?:access|auth|bearer|session|refresh) tokens?|secrets?|passwords?|passphrases?|credentials?)\b/i;
/** Words before a secret that mean it is used and not read. */
const notRead =
  /\b(?:no|not|never|without|except|excluding|masked|redacted|using|with|via|requires?|needs?|by|from|for|if|when|whether|encrypted|password-protected)\b[^.]*$/i;

/** The words of a name that mean secrets: "env" of get-env, "ApiKeys" of listApiKeys. */
export function secretInName(name: string): string | undefined {
  const split = splitName(name);
  const { words } = split;
  const word = words.findIndex((one, at) => secretWords.has(one) && !metadataWords.has(words[at + 1] ?? ''));
  if (word >= 0) return written(name, split, word, word);
  const pair = words.findIndex((one, at) => secretPairs(one, words[at + 1] ?? ''));
  if (pair >= 0) return written(name, split, pair, pair + 1);
  if (words.some((one) => otherTokenWords.has(one))) return undefined;
  const token = words.findIndex((one, at) => tokenWords.has(one) && !metadataWords.has(words[at + 1] ?? ''));
  return token < 0 ? undefined : written(name, split, token, token);
}

function written(name: string, { from, to }: SplitName, first: number, last: number): string {
  return name.slice(from[first], to[last]);
}

/**
 * The same for the sentence that describes a tool. A secret that is only used, as in "using your API key", is not read.
 */
export function secretInSentence(sentence: string): string | undefined {
  const found = inText.exec(sentence);
  return found && !notRead.test(sentence.slice(0, found.index)) ? found[0].toLowerCase() : undefined;
}

/** The argument of a reading tool that returns secrets: "reveal", "secretReference", a field "password". */
export function secretInParameters(parameters: readonly Parameter[]): string | undefined {
  for (const parameter of parameters) {
    const found = asksForSecret(parameter.name) ? parameter.name : secretPart(parameter);
    if (found) return found;
  }
  return undefined;
}

function asksForSecret(name: string): boolean {
  const words = wordsOf(name);
  const [first = '', second = ''] = words;
  const points = first === 'secret' && words.length === 2 && referenceWords.has(second);
  return (
    points || words.some((word) => revealingWords.has(word)) || (includingWords.has(first) && keptWords.has(second))
  );
}

function secretPart({ name, values }: Parameter): string | undefined {
  const isPart = values.length > 0 && partWords.has(wordsOf(name).at(-1) ?? '');
  return isPart ? values.find((one) => secretInName(one)) : undefined;
}

/** The argument that names a vault. A server without tools for passwords keeps notes in it. */
export function vaultOf(
  name: string,
  parameters: readonly Parameter[],
  siblings: readonly string[],
): string | undefined {
  if (!wordsOf(name).some((word) => vaultItems.has(word))) return undefined;
  const vault = parameters.find(({ name }) => wordsOf(name).includes('vault'))?.name;
  return vault && siblings.slice(0, siblingsMax).some(keepsPasswords) ? vault : undefined;
}

const siblingsMax = 300;

function keepsPasswords(sibling: string): boolean {
  return wordsOf(sibling).some((word) => word === 'password' || word === 'passwords');
}
