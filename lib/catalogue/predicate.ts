import { type Category, type Verb, verbOf } from '@/lib/risk/lexicon';
import { wordsOf } from '@/lib/risk/words';
import { isPreposition, phrases, written } from './noun-phrase';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Verbs that tell nothing of a risk, and so are not in its lexicon. */
const plainVerbs = set(
  'ask begin bring choose end finish give go hit keep let lower move place put raise say see show take turn wait walk',
);

/** Verbs written as one word in names, and as two in a sentence: their own forms. */
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

/** Verbs that can stand without saying what they are done to. */
const intransitive = set(
  'ask authenticate browse calculate chat click connect crawl deploy disconnect drag go hover listen login logout navigate pause ping reason ' +
    'rebase refresh reload reply research restart resume scroll search signin signup sleep speak start stop swipe tap think translate type undo wait zoom',
);

/** Words before a verb that only say how it is done. */
const manner = set(
  'advanced async auto bulk batch deep direct dry fast force full fuzzy global hybrid live local mass multi natural neural parallel quick safe semantic simple smart soft',
);

function thirdPerson(verb: string): string {
  const known = Object.hasOwn(irregular, verb) ? irregular[verb] : undefined;
  if (known) return known;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh|o)$/.test(verb) ? `${verb}es` : `${verb}s`;
}

/** The words of a tool's name; `family` is what the server's tools have before their own names. */
function ownWords(name: string, family: string | undefined): string[] {
  const joined = name.replaceAll(
    /OAuth|GraphQL|GitHub|GitLab|YouTube|LinkedIn|JavaScript|TypeScript|OpenAPI|BigQuery|([A-Z]{2,})s(?![a-z])/g,
    (word) => {
      return word.charAt(0) + word.slice(1).toLowerCase();
    },
  );
  const words = wordsOf(joined).filter((word, at, all) => !(at > 0 && at === all.length - 1 && /^v?\d+$/.test(word)));
  return words.length > 1 && words[0] === family ? words.slice(1) : words;
}

/** "manage_kv_store" as "manages a KV store"; undefined where the name has no verb at either end. */
export function predicateOf(name: string, family?: string, category?: Category): string | undefined {
  const words = ownWords(name, family);
  const first = words[0] ?? '';
  if (words.length > 1 && manner.has(first) && isVerb(words[1] ?? '')) {
    const rest = predicate(words.slice(1), category);
    return rest && /^(?:bulk|batch|mass)$/.test(first) ? `${rest} in bulk` : rest;
  }
  return predicate(words, category);
}

function predicate(words: readonly string[], category: Category | undefined): string | undefined {
  const [first = '', second = '', third = ''] = words;
  if (first === 'new') return said('create', words);
  if (isTrailing(words, category)) return said(words.at(-1) ?? '', words.slice(0, -1));
  if (!isVerb(first)) {
    if (verbOf(second)?.kind !== 'plain' || third === '') return undefined;
    return said(second, isPreposition(third) ? [first, ...words.slice(2)] : words.slice(2));
  }
  if (/^(?:and|or)$/.test(second) && isVerb(third)) {
    return `${thirdPerson(first)} ${second} ${said(third, words.slice(3))}`;
  }
  return said(first, words.slice(1));
}

/** "monitor_get": the deed stands last, where the first word can also be a thing. */
function isTrailing(words: readonly string[], category: Category | undefined): boolean {
  const [first = '', second = ''] = words;
  const lead = verbOf(first);
  const last = verbOf(words.at(-1) ?? '');
  if (!last || second === '' || lead?.kind === 'plain' || plainVerbs.has(first)) return false;
  return last.kind === 'plain' || (last.kind === 'either' && last.category === category && lead?.category !== category);
}

/** Whether a word that leads, or ends, is meant as the deed. */
function isVerb(word: string): boolean {
  const kind: Verb['kind'] | undefined = verbOf(word)?.kind;
  return plainVerbs.has(word) || (kind !== undefined && kind !== 'thing') || Object.hasOwn(irregular, word);
}

function said(verb: string, object: readonly string[]): string {
  const deed = thirdPerson(verb);
  if (object.length > 0) return [deed, ...phrases(object)].join(' ');
  return intransitive.has(verb) || deed.includes(' ') ? deed : `${deed} something`;
}

/** What stands before the own names of a server's tools: shared by most of them, or the server's own word. */
export function familyOf(name: string, siblings: readonly string[], server: string): string | undefined {
  const [first = '', ...rest] = wordsOf(name);
  if (rest.length === 0 || verbOf(first)?.kind === 'plain' || plainVerbs.has(first)) return undefined;
  const beginning = siblings.filter((sibling) => sibling.slice(0, first.length).toLowerCase() === first);
  const sharing = beginning.filter((sibling) => wordsOf(sibling)[0] === first).length;
  const isShared = siblings.length >= 3 && sharing >= siblings.length * 0.6;
  const isServers = first.length > 2 && wordsOf(server).includes(first);
  if (!isShared && !isServers) return undefined;
  return isServers || rest.length > 1 ? first : undefined;
}

/** The words of a name that holds no deed, to be quoted. */
export function quotedWords(name: string, family: string | undefined): string {
  return ownWords(name, family).map(written).join(' ');
}
