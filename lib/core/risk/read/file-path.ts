import { wordsOf } from '@/lib/core/risk/words/words';
import type { Parameter } from './schema-reading';

const files = new Set(
  (
    'file files filename filepath folder folders dir dirs directory directories archive archives disk disks local output ' +
    'outputs out worktree'
  ).split(' '),
);
const endings = new Set('dir dirs directory directories folder folders filepath filename'.split(' '));
const saysFiles = /\b(?:files?|folders?|director(?:y|ies))\b/i;

/** Whether a word says that an argument's path is one of files: a bare "path" is as often that of an API or an object. */
export function isFilePath({ name, description }: Pick<Parameter, 'name' | 'description'>, tool: string): boolean {
  const words = wordsOf(name);
  if (endings.has(words.at(-1) ?? '') || words.some((word) => files.has(word))) return true;
  if (saysFiles.test(description)) return true;
  return words.length === 1 && wordsOf(tool).some((word) => files.has(word));
}
