import { fileWords, pathEndings } from '@/lib/core/risk/words/lists/files';
import { wordsOf } from '@/lib/core/risk/words/words';
import type { Parameter } from './schema-reading';

const saysFiles = /\b(?:files?|folders?|director(?:y|ies))\b/i;

/** Whether an argument is a path of files: a bare "path" may as well be that of an API or an object. */
export function isFilePath({ name, description }: Pick<Parameter, 'name' | 'description'>, tool: string): boolean {
  const words = wordsOf(name);
  if (pathEndings.has(words.at(-1) ?? '') || words.some((word) => fileWords.has(word))) return true;
  if (saysFiles.test(description)) return true;
  return words.length === 1 && wordsOf(tool).some((word) => fileWords.has(word));
}
