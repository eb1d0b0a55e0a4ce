import { actionNouns } from '@/lib/core/risk/words/lists/action-nouns';
import { moneyNouns, moneyPairs, paidOut, paymentSettings } from '@/lib/core/risk/words/lists/money';
import {
  askingWords,
  mediaNouns,
  modifiedNouns,
  modifyingVerbs,
  readNouns,
  textNouns,
} from '@/lib/core/risk/words/lists/nouns';
import { programs, runnableNouns } from '@/lib/core/risk/words/lists/running';
import type { Category } from './lexicon';
import { inflectedVerb, singular } from './words';

/** Whether one or two consecutive nouns mean money that moves. A payment method or provider is a setting. */
export function namesMoney(nouns: readonly string[]): boolean {
  return nouns.some((noun, index) => {
    const next = nouns[index + 1] ?? '';
    return moneyPairs(noun, next) || (moneyNouns.has(noun) && (paidOut.has(noun) || !paymentSettings.has(next)));
  });
}

type Noun = { index: number; category: Category };

/** The category of a name without a verb, and the index of the deciding word. */
export function nounOf(words: readonly string[]): Noun | undefined {
  const last = words.length - 1;
  const head = words[last];
  if (head === undefined) return undefined;
  if (last === 0 && programs.has(head)) return { index: 0, category: 'Execute' };
  const ofHead = headCategory(head);
  if (ofHead) return { index: last, category: ofHead };
  const converted = conversion(words);
  if (converted) return converted;
  const asking = words.findIndex((word, index) => index < 2 && askingWords.has(word));
  if (asking >= 0) return { index: asking, category: 'Read' };
  const deed = gerund(head);
  if (deed) return { index: last, category: deed };
  const inner = words.findIndex((word, index) => index > 0 && isReadNoun(word));
  return inner < 0 ? undefined : { index: inner, category: 'Read' };
}

/** Head noun: the last word decides, the others modify it. */
function headCategory(head: string): Category | undefined {
  for (const category of ['Financial', 'Destructive', 'Execute', 'Write'] as const) {
    if (actionNouns[category].has(head)) return category;
  }
  if (isReadNoun(head) || modifiedNouns.has(singular(head))) return 'Read';
  return runnableNouns.has(singular(head)) ? 'Execute' : undefined;
}

function conversion(words: readonly string[]): Noun | undefined {
  const target = words.indexOf('to') + 1;
  const word = words[target] ?? '';
  if (target < 2) return undefined;
  if (textNouns.has(word)) return { index: target, category: 'Read' };
  return mediaNouns.has(word) ? { index: target, category: 'Execute' } : undefined;
}

/** A gerund: "sequential_thinking", "web_scraping". */
function gerund(word: string): Category | undefined {
  const verb = word.endsWith('ing') ? inflectedVerb(word) : undefined;
  return verb && verb.kind !== 'vague' && verb.kind !== 'thing' ? verb.category : undefined;
}

export function isReadNoun(word: string): boolean {
  return readNouns.has(word) || readNouns.has(singular(word));
}

/** Whether a verb only modifies a noun of reading, as in "trade_history". */
export function modifies(word: string, head: string): boolean {
  return modifyingVerbs.has(word) && modifiedNouns.has(singular(head));
}
