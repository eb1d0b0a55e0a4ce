import { type Verb, verbOf } from '@/lib/core/risk/words/lexicon';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Verbs that are one word in names and two in sentences, with their forms. */
const irregular: Readonly<Record<string, string>> = {
  backup: 'backs up',
  be: 'is',
  calc: 'calculates',
  checkin: 'checks in',
  checkout: 'checks out',
  cleanup: 'cleans up',
  cp: 'copies',
  del: 'deletes',
  eval: 'evaluates',
  exec: 'executes',
  grep: 'searches',
  have: 'has',
  hover: 'hovers over',
  init: 'initializes',
  login: 'logs in',
  logout: 'logs out',
  lookup: 'looks up',
  ls: 'lists',
  mkdir: 'makes',
  mv: 'moves',
  ping: 'pings',
  quiz: 'quizzes',
  rm: 'removes',
  rmdir: 'removes',
  rollback: 'rolls back',
  screenshot: 'takes a screenshot',
  setup: 'sets up',
  shutdown: 'shuts down',
  signin: 'signs in',
  signup: 'signs up',
  startup: 'starts up',
  teardown: 'tears down',
  topup: 'tops up',
  undo: 'undoes',
  whoami: 'says who is signed in',
};

/** Verbs that can stand without an object. */
const intransitiveVerbs = set(
  'ask authenticate browse calculate chat connect crawl disconnect go listen login logout navigate reason rebase reply ' +
    'research scroll search signin signup sleep speak swipe think wait zoom',
);

/** Verbs without a risk, which the risk lexicon does not have. */
const plainVerbs = set(
  'ask begin bring choose end finish give go hit keep let lower move place put raise reason say see show take toggle turn wait walk',
);

/** Words that are mostly nouns, but verbs at the start of a name. */
const thingsDone = set('compose record style track');

export function isStillVerb(word: string): boolean {
  return plainVerbs.has(word);
}

/** Third person of the verb: "copies", "backs up". */
export function thirdPerson(verb: string): string {
  const known = Object.hasOwn(irregular, verb) ? irregular[verb] : undefined;
  if (known) return known;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh|o)$/.test(verb) ? `${verb}es` : `${verb}s`;
}

/** Whether the first or last word is meant as a verb. */
export function isVerb(word: string): boolean {
  const kind: Verb['kind'] | undefined = verbOf(word)?.kind;
  return (
    isStillVerb(word) ||
    (kind === 'thing' ? thingsDone.has(word) : kind !== undefined && word !== 'action') ||
    Object.hasOwn(irregular, word)
  );
}

/** Whether a verb can stand without an object. */
export function isIntransitive(verb: string): boolean {
  return intransitiveVerbs.has(verb);
}
