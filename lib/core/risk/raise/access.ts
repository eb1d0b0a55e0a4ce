import { type Parameter, withInner } from '@/lib/core/risk/read/schema-reading';
import {
  accessNouns,
  accessPairs,
  accessVerbs,
  admittingVerbs,
  clientPairs,
  groupsOfPeople,
  handingVerbs,
  lockedNouns,
  openingVerbs,
  organisationWords,
  othersPairs,
  persons,
  rights,
  sendingVerbs,
  sharedNouns,
  workNouns,
} from '@/lib/core/risk/words/lists/access';
import { pairIn, type SplitName, singular, splitName, wordIn, wordsOf } from '@/lib/core/risk/words/words';

const siblingsMax = 300;

const outlasts = 'says that it changes who has access, which outlasts the call.';

/** Why a Write changes access: a word in its name or, failing that, in its arguments. */
export function accessReason(
  name: string,
  parameters: readonly Parameter[],
  siblings: readonly string[],
): string | undefined {
  const split = splitName(name);
  const { words } = split;
  const always = inNameOfOthers(name, split) ?? decidedBy(name, split) ?? handed(words, parameters);
  if (always || !words.some((word) => accessVerbs.has(word)) || words.includes('get')) return always;
  return (
    ofNoun(name, split, siblings) ??
    ofOpening(name, words) ??
    ofArguments(words, parameters) ??
    ofGroup(words, siblings)
  );
}

/** Creating a draft sends nothing. */
function inNameOfOthers(name: string, split: SplitName): string | undefined {
  if (split.words.at(-1) === 'draft' && split.words.includes('create')) return undefined;
  const others = split.words.some((word) => sendingVerbs.has(word)) ? pairIn(name, split, othersPairs) : undefined;
  return others && `“${others}” in the name says that it acts in the name of others.`;
}

function decidedBy(name: string, split: SplitName): string | undefined {
  if (!split.words.some((word) => accessVerbs.has(word)) || asksOrDenies(split.words)) return undefined;
  const pair = pairIn(name, split, accessPairs);
  return pair && `“${pair}” in the name ${outlasts}`;
}

function ofNoun(name: string, { words, from, to }: SplitName, siblings: readonly string[]): string | undefined {
  if (onlyAsks(words) || isAudience(words, siblings)) return undefined;
  const singulars = words.map(singular);
  const work = singulars.some((word) => workNouns.has(word));
  const noun = singulars.findIndex((word, at) => {
    return accessNouns.has(word) && !(work && persons.has(word)) && (at > 0 || !accessVerbs.has(words[at] ?? ''));
  });
  if (noun < 0) return undefined;
  return `“${name.slice(from[noun], to[noun])}” in the name ${outlasts}`;
}

/** On a server with campaigns and without tools for rights, users are recipients. */
function isAudience(words: readonly string[], siblings: readonly string[]): boolean {
  if (!words.includes('update') || singular(words.at(-1) ?? '') !== 'user') return false;
  const beside = siblings.slice(0, siblingsMax).flatMap((one) => wordsOf(one).map(singular));
  return beside.includes('campaign') && !beside.some((word) => rights.has(word));
}

function onlyAsks(words: readonly string[]): boolean {
  return words.includes('create') && words.at(-1) === 'request';
}

/** Denying keeps a person out, and creating a request only asks. */
function asksOrDenies(words: readonly string[]): boolean {
  const denies = words.some((word) => word === 'deny' || word === 'reject') && !words.includes('approve');
  return denies || (words.includes('create') && words.includes('request'));
}

function ofOpening(name: string, words: readonly string[]): string | undefined {
  const opens =
    words.length === 1 || words.some((word) => lockedNouns.has(word)) ? wordIn(name, openingVerbs) : undefined;
  return opens && `“${opens}” in the name says that it opens what was kept closed.`;
}

/** "collectionIds" beside "organizationId": the members of the organisation can see its collections. */
function handed(words: readonly string[], parameters: readonly Parameter[]): string | undefined {
  if (!words.some((word) => handingVerbs.has(word))) return undefined;
  if (!parameters.some(({ name }) => organisationWords.has(wordsOf(name)[0] ?? ''))) return undefined;
  const to = parameters.find(({ name }) => wordsOf(name).join(' ') === 'collection ids')?.name;
  return to && `“${to}” among its arguments decides who in an organisation sees what is moved there.`;
}

/** A bare verb has its object among the arguments: "confirm" with a "memberId" gives access. */
function ofArguments(words: readonly string[], parameters: readonly Parameter[]): string | undefined {
  const [first = ''] = words;
  const key = words.includes('key') && parameters.find(({ name }) => isPublicKey(wordsOf(name)));
  if (key) return `“${key.name}” among its arguments ${outlasts}`;
  const client = parameters.find(({ name }) => pairIn(name, splitName(name), clientPairs));
  if (client) return `“${client.name}” among its arguments says that it is about what may sign in for others.`;
  const things =
    first === 'share' ? sharedNouns : words.length === 1 && admittingVerbs.has(first) ? accessNouns : undefined;
  const thing =
    things &&
    parameters.flatMap(withInner).find(({ name }) => wordsOf(name).some((word) => things.has(singular(word))));
  return thing && `“${thing.name}” among its arguments ${outlasts}`;
}

function isPublicKey(words: readonly string[]): boolean {
  const at = words.indexOf('key');
  return at > 0 && (words[at - 1] === 'public' || words[at - 1] === 'access');
}

/** A group holds people and rights if the server also has tools for rights; otherwise it may hold anything. */
function ofGroup(words: readonly string[], siblings: readonly string[]): string | undefined {
  const before = words.at(-2) ?? '';
  if (singular(words.at(-1) ?? '') !== 'group' || !(accessVerbs.has(before) || groupsOfPeople.has(before)))
    return undefined;
  const sibling = siblings.slice(0, siblingsMax).find((one) => wordsOf(one).some((word) => rights.has(singular(word))));
  return sibling && `Groups beside ${sibling} hold people and what they may do, so it changes who has access.`;
}
