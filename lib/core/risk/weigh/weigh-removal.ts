import { verbOf } from '@/lib/core/risk/words/lexicon';
import {
  bulkWords,
  calledOffWords,
  containers,
  detachingVerbs,
  displayNouns,
  looseNouns,
  pointingNouns,
  smallNouns,
  unlinkedNouns,
} from '@/lib/core/risk/words/lists/removal';
import { type SplitName, singular, splitName, wordIn, wordsOf } from '@/lib/core/risk/words/words';
import type { Weighing } from './severity';

/** "remove_issue_from_sprint": the issue still exists. */
function takesOut(words: readonly string[]): boolean {
  const from = words.indexOf('from');
  const of = words.at(-1) ?? '';
  if (!words.includes('remove') || from < 1) return false;
  return pointingNouns.has(of) || (containers.has(singular(of)) && looseNouns.has(singular(words[from - 1] ?? '')));
}

function loosens(words: readonly string[]): boolean {
  return words.some((word) => detachingVerbs.has(word)) && !words.some((word) => unlinkedNouns.has(singular(word)));
}

/** "cancel_email", "run-cancel": an unsent message, or work that can be started again. */
function callsOff(name: string, { words, from, to }: SplitName): string | undefined {
  const at = words.indexOf('cancel');
  if (at < 0) return undefined;
  const thing = at === words.length - 1 ? at - 1 : words.length - 1;
  return calledOffWords.has(words[thing] ?? '') ? name.slice(from[thing], to[thing]) : undefined;
}

/** Removing something small or a link is High; anything else, a bulk removal, or two actions in one is Critical. */
export function weighRemoval(name: string): Weighing {
  const words = wordsOf(name);
  if (words.some((word) => bulkWords.has(word)) || words.filter(removes).length > 1) return { severity: 'Critical' };
  if (loosens(words) || takesOut(words)) {
    return { severity: 'High', because: 'It takes a link away; what was linked stays.' };
  }
  const off = callsOff(name, splitName(name));
  if (off) {
    return { severity: 'High', because: `What it calls off, “${off}” in its name, can be sent or started again.` };
  }
  const small = wordIn(name, smallNouns) ?? emptied(name, words);
  if (!small) return { severity: 'Critical' };
  return { severity: 'High', because: `What it removes, “${small}” in its name, is small and can be made again.` };
}

/** Clearing a console is small; deleting one is not. */
function emptied(name: string, words: readonly string[]): string | undefined {
  return words.includes('clear') && words.at(-1) === 'console' ? wordIn(name, displayNouns) : undefined;
}

function removes(word: string): boolean {
  const verb = verbOf(word);
  return verb?.category === 'Destructive' && verb.kind === 'plain';
}
