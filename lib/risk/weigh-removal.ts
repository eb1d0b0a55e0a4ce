import type { Weighing } from './severity';
import { singular, wordIn, wordsOf } from './words';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const smallNouns = set(
  'label labels tag tags reaction reactions emoji star bookmark highlight filter comment draft cache notification ' +
    'reminder downtime console presence',
);
const manyWords = set('all bulk batch every');
const looseningVerbs = set('detach unlink disassociate');

const containers = set(
  'project task issue ticket board list collection playlist sprint cycle module milestone epic section tag cart favorites',
);

/** "remove_issue_from_sprint": what is taken out of such a thing goes on without it. */
function takesOut(words: readonly string[]): boolean {
  const from = words.indexOf('from');
  return words.includes('remove') && from > 0 && containers.has(singular(words.at(-1) ?? ''));
}

/** Removing something small, or a link to it, is High; the rest is Critical. */
export function weighRemoval(name: string): Weighing {
  if (wordIn(name, looseningVerbs) || takesOut(wordsOf(name))) {
    return { severity: 'High', because: 'It takes a link away; what was linked stays.' };
  }
  const small = wordIn(name, manyWords) ? undefined : wordIn(name, smallNouns);
  if (!small) return { severity: 'Critical' };
  return { severity: 'High', because: `What it removes, “${small}” in its name, is small and can be made again.` };
}
