import { wordSet } from '@/lib/core/risk/words/sets';

/** Before "click", an adjective: "1-click". */
export const countWords = wordSet('1 one');
export const conjunctions = wordSet('and or then');
export const prepositions = wordSet('for from in of on with');
export const determiners = wordSet(`
  a all an and any as by each every from in into its many multiple new on one or out several that the their these
  this those to up with your
`);
/** Verbs of lasting change. Others, as in "Sorts the result", often only tell how a tool reads. */
export const lastingVerbs = wordSet(`
  append create edit insert install modify overwrite publish rename replace save send update upload write
`);
/** Running one of these reads, unless its language can change something. */
export const queryNouns = wordSet('aggregation lookup queries query retrieval search');
