import { wordSet } from '@/lib/core/risk/words/sets';

/** "output_path", "targetFile": where the result is written. */
export const destinationWords = wordSet('dest destination local out output save target');
export const pathWords = wordSet('dir directory file filename filepath folder path');
export const producingVerbs = wordSet('convert download dump export extract print screenshot snapshot');
export const storedNouns = wordSet('doc document file folder image');
export const fileWords = wordSet(`
  archive archives dir directories directory dirs disk disks file filename filepath files folder folders local out
  output outputs worktree
`);
export const pathEndings = wordSet('dir directories directory dirs filename filepath folder folders');
