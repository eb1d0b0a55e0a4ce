import { verbOf } from '@/lib/core/risk/words/lexicon';
import { type SplitName, singular, splitName, wordIn, wordsOf } from '@/lib/core/risk/words/words';
import type { Weighing } from './severity';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const smallNouns = set(
  'label labels tag tags reaction reactions emoji star bookmark highlight filter comment draft cache notification ' +
    'reminder downtime presence',
);
const shown = set('console');
const manyWords = set('all bulk batch every');
const looseningVerbs = set('detach unlink disassociate');
/** To unlink one of these is to delete it. */
const unlinked = set('file path');

/** What goes on without the thing it is taken out of; a row taken out of a list, or a file out of a project, is gone. */
const loose = set('issue task track member label tag');
const containers = set('project task issue ticket board playlist sprint cycle module milestone epic section tag');
/** What only points at the things in it. */
const pointing = set('cart favorites');

/** "remove_issue_from_sprint": what is taken out of such a thing goes on without it. */
function takesOut(words: readonly string[]): boolean {
  const from = words.indexOf('from');
  const of = words.at(-1) ?? '';
  if (!words.includes('remove') || from < 1) return false;
  return pointing.has(of) || (containers.has(singular(of)) && loose.has(singular(words[from - 1] ?? '')));
}

function loosens(words: readonly string[]): boolean {
  return words.some((word) => looseningVerbs.has(word)) && !words.some((word) => unlinked.has(singular(word)));
}

const calledOff = set(
  'email mail message sms push notification scheduled newsletter job run execution pipeline build prediction training ' +
    'inference export import crawl search query upload download generation',
);

/** "cancel_email", "run-cancel": what was not sent yet, or work that can be started again. */
function callsOff(name: string, { words, from, to }: SplitName): string | undefined {
  const at = words.indexOf('cancel');
  if (at < 0) return undefined;
  const thing = at === words.length - 1 ? at - 1 : words.length - 1;
  return calledOff.has(words[thing] ?? '') ? name.slice(from[thing], to[thing]) : undefined;
}

/** Removing something small, or a link to it, is High; the rest, and many at once, is Critical, as are two deeds in one. */
export function weighRemoval(name: string): Weighing {
  const words = wordsOf(name);
  if (words.some((word) => manyWords.has(word)) || words.filter(removes).length > 1) return { severity: 'Critical' };
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

/** What a console shows is small; a console that is deleted is not. */
function emptied(name: string, words: readonly string[]): string | undefined {
  return words.includes('clear') && words.at(-1) === 'console' ? wordIn(name, shown) : undefined;
}

function removes(word: string): boolean {
  const verb = verbOf(word);
  return verb?.category === 'Destructive' && verb.kind === 'plain';
}
