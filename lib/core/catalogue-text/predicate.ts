import { type Category, verbOf } from '@/lib/core/risk/words/lexicon';
import { ownWords } from './name-words';
import { isPreposition, phrases, plural } from './noun-phrase';
import { isIntransitive, isStillVerb, isVerb, thirdPerson } from './verbs';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Words that are only verbs: a word before them is their object. */
const everyones = set('add create delete fetch get remove update');

/** Verbs that may be nouns, but hardly after a word that is no verb. */
const alsoBehind = set('download export import merge purchase set share upload');

/** Verbs that are nouns at the end of a name: "check_setup". */
const nounsToo = set('list lookup setup search');

/** Adverbs before a verb. */
const manner = set(
  'advanced async auto bulk batch deep direct dry fast force full fuzzy global hybrid live local mass multi natural neural parallel quick safe semantic simple smart soft',
);

/** "manage_kv_store" as "manages a KV store"; undefined: no verb at either end. */
export function predicateOf(name: string, family?: string, category?: Category): string | undefined {
  const words = ownWords(behindPrefix(name) ?? name, family);
  const first = words[0] ?? '';
  if (words.length > 1 && manner.has(first) && isVerb(words[1] ?? '')) {
    const rest = predicate(words.slice(1), category);
    return rest && /^(?:bulk|batch|mass)$/.test(first) ? `${rest} in bulk` : rest;
  }
  return predicate(words, category);
}

/** "hosting_checkDomain": a lower-case start after a prefix, followed by capitals, is the verb. */
function behindPrefix(name: string): string | undefined {
  const part = /^[A-Za-z][\w-]*?[_-]([a-z]+)(?=[A-Z])/.exec(name);
  return part?.[1] && isVerb(part[1]) ? name.slice(part[0].length - part[1].length) : undefined;
}

function predicate(words: readonly string[], category: Category | undefined): string | undefined {
  const [first = '', second = '', third = ''] = words;
  if (first === 'new') return said('create', words);
  const at = deedBehind(words);
  if (at > 0) return behind(words, at, category);
  if (isTrailing(words, category)) return trailing(words.at(-1) ?? '', words.slice(0, -1));
  if (!isVerb(first)) return undefined;
  if (/^(?:and|or)$/.test(second) && isVerb(third)) {
    return `${thirdPerson(first)} ${second} ${said(third, words.slice(3))}`;
  }
  return said(first, words.slice(1));
}

function behind(words: readonly string[], at: number, category: Category | undefined): string | undefined {
  const verb = words[at] ?? '';
  const [next = '', ...rest] = words.slice(at + 1);
  if (/^(?:and|or)$/.test(next)) return predicate(words.slice(at), category);
  const isOfBefore = isPreposition(next) && !isIntransitive(verb);
  return said(verb, [...(isOfBefore ? words.slice(0, at) : []), next, ...rest]);
}

/** Index of a verb after its object and before more words; 0: none. */
function deedBehind(words: readonly string[]): number {
  const [first = '', second = ''] = words;
  const last = words.length - 1;
  const leads = verbOf(first)?.kind === 'plain' && first !== 'trash';
  if (last > 1 && everyones.has(second) && !leads) return 1;
  if (isVerb(first)) return 0;
  const at = words.findIndex((word, index) => index > 0 && isDeed(word));
  return at > 0 && at < 4 && at < last && !yields(words[at] ?? '', words[last] ?? '') ? at : 0;
}

/** Whether a word is a noun because of the verb at the end: "file_share_list", "encrypt_certificate_create". */
function yields(word: string, last: string): boolean {
  if (alsoBehind.has(word)) return verbOf(last)?.kind === 'plain';
  return (last === 'list' || everyones.has(last)) && !everyones.has(word);
}

function isDeed(word: string): boolean {
  return verbOf(word)?.kind === 'plain' || isStillVerb(word) || alsoBehind.has(word);
}

/** Plural where it searches ("droplet-list"); "in a …" where it runs something ("sandbox_exec"). */
function trailing(verb: string, object: readonly string[]): string {
  if (/^(?:eval|exec)$/.test(verb)) return `${thirdPerson(verb)} something in ${phrases(object, 'in').join(' ')}`;
  const isMany = /^(?:list|ls|search|find|count)$/.test(verb);
  return said(verb, isMany ? [...object.slice(0, -1), plural(object.at(-1) ?? '')] : object);
}

/** "monitor_get": the verb is last if the first word can be a noun. */
function isTrailing(words: readonly string[], category: Category | undefined): boolean {
  const [first = '', second = ''] = words;
  const lead = verbOf(first);
  const last = verbOf(words.at(-1) ?? '');
  if (!last || second === '' || lead?.kind === 'plain' || isStillVerb(first)) return false;
  const leads = words.length > 2 && isVerb(first) && (category === undefined || lead?.category === category);
  if (last.kind === 'plain') return !(leads && nounsToo.has(words.at(-1) ?? ''));
  return words.length === 2 && last.kind === 'either' && last.category === category && lead?.category !== category;
}

function said(verb: string, object: readonly string[]): string {
  if (verb === 'screenshot' && object.length > 0) return ['takes a screenshot of', ...phrases(object)].join(' ');
  const deed = thirdPerson(verb);
  if (object.length > 0) return [deed, ...phrases(object)].join(' ');
  return isIntransitive(verb) || (deed.includes(' ') && !deed.endsWith(' over')) ? deed : `${deed} something`;
}
