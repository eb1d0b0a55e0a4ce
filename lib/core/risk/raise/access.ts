import { type Parameter, withInner } from '@/lib/core/risk/read/schema-reading';
import { pairIn, pairSet } from '@/lib/core/risk/words/pairs';
import { type SplitName, singular, splitName, wordIn, wordsOf } from '@/lib/core/risk/words/words';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const nouns = set(
  'permission role grant member membership user owner ownership guest admin administrator collaborator invitation ' +
    'invite access sso saml firewall perm acl delegation',
);
/** Nouns of people, who are also assigned work and have profiles. */
const persons = set('user member owner guest');
const verbs = set(
  'grant invite reinvite assign add set update create share approve confirm accept edit modify change manage enable ' +
    'unlock promote elevate provision import register put take transfer sync attach replace push',
);
/** People put on one of these get work, not access; the others are what users write or like. A right to them is one. */
const harmless = set(
  'card task issue ticket todo item story preference avatar profile comment note presence subscription event notification message',
);
/** Two words for what decides who may do what, whatever is changed about it. */
const pairs = pairSet(
  'oauth application,oauth app,oauth client,auth application,auth app,auth client,service account,api client,access policy,org policy,organization policy,' +
    'organisation policy,iam policy,security policy,password policy,bucket policy,role policy,device approval,' +
    'access request,join request,security group,public key,deploy key,share link,sharing link,public link,login link,remote connection',
);
const ofOthers = pairSet('shared mailbox');
const sends = set('send forward reply');

const rights = set('role permission invitation binding rbac');
const siblingsMax = 300;

const outlasts = 'says that it changes who has access, which outlasts the call.';

/** Why a Write is a change of access: by a thing of access in its name or, where that holds none, in its arguments. */
export function accessReason(
  name: string,
  parameters: readonly Parameter[],
  siblings: readonly string[],
): string | undefined {
  const split = splitName(name);
  const { words } = split;
  const always = inNameOfOthers(name, split) ?? decidedBy(name, split) ?? handed(words, parameters);
  if (always || !words.some((word) => verbs.has(word)) || words.includes('get')) return always;
  return (
    ofNoun(name, split, siblings) ??
    ofOpening(name, words) ??
    ofArguments(words, parameters) ??
    ofGroup(words, siblings)
  );
}

/** A draft that is created is not sent. */
function inNameOfOthers(name: string, split: SplitName): string | undefined {
  if (split.words.at(-1) === 'draft' && split.words.includes('create')) return undefined;
  const others = split.words.some((word) => sends.has(word)) ? pairIn(name, split, ofOthers) : undefined;
  return others && `“${others}” in the name says that it acts in the name of others.`;
}

function decidedBy(name: string, split: SplitName): string | undefined {
  if (!split.words.some((word) => verbs.has(word)) || asksOrDenies(split.words)) return undefined;
  const pair = pairIn(name, split, pairs);
  return pair && `“${pair}” in the name ${outlasts}`;
}

function ofNoun(name: string, { words, from, to }: SplitName, siblings: readonly string[]): string | undefined {
  if (onlyAsks(words) || isAudience(words, siblings)) return undefined;
  const singulars = words.map(singular);
  const work = singulars.some((word) => harmless.has(word));
  const noun = singulars.findIndex((word, at) => {
    return nouns.has(word) && !(work && persons.has(word)) && (at > 0 || !verbs.has(words[at] ?? ''));
  });
  if (noun < 0) return undefined;
  return `“${name.slice(from[noun], to[noun])}” in the name ${outlasts}`;
}

/** Users are those who are written to, where the server has campaigns and no tool for rights. */
function isAudience(words: readonly string[], siblings: readonly string[]): boolean {
  if (!words.includes('update') || singular(words.at(-1) ?? '') !== 'user') return false;
  const beside = siblings.slice(0, siblingsMax).flatMap((one) => wordsOf(one).map(singular));
  return beside.includes('campaign') && !beside.some((word) => rights.has(word));
}

function onlyAsks(words: readonly string[]): boolean {
  return words.includes('create') && words.at(-1) === 'request';
}

/** To refuse keeps out who is out, and to create a request only asks. */
function asksOrDenies(words: readonly string[]): boolean {
  const denies = words.some((word) => word === 'deny' || word === 'reject') && !words.includes('approve');
  return denies || (words.includes('create') && words.includes('request'));
}

const opening = set('unlock');
const locked = set('vault account device door keychain wallet');

function ofOpening(name: string, words: readonly string[]): string | undefined {
  const opens = words.length === 1 || words.some((word) => locked.has(word)) ? wordIn(name, opening) : undefined;
  return opens && `“${opens}” in the name says that it opens what was kept closed.`;
}

const hands = set('move edit update add share');
const organisations = set('organization organisation org');

/** The "collectionIds" beside an "organizationId": the organisation's collections are what its members may see. */
function handed(words: readonly string[], parameters: readonly Parameter[]): string | undefined {
  if (!words.some((word) => hands.has(word))) return undefined;
  if (!parameters.some(({ name }) => organisations.has(wordsOf(name)[0] ?? ''))) return undefined;
  const to = parameters.find(({ name }) => wordsOf(name).join(' ') === 'collection ids')?.name;
  return to && `“${to}” among its arguments decides who in an organisation sees what is moved there.`;
}

const letIn = set('confirm approve accept invite reinvite grant');
/** Arguments that an application is registered with, which then signs in for others. */
const ofClients = pairSet('grant type,redirect uri,redirect uris,callback url');
const shared = set('role permission email user member recipient');

/** A name that is a bare verb has its object among the arguments: to confirm a "memberId" lets somebody in. */
function ofArguments(words: readonly string[], parameters: readonly Parameter[]): string | undefined {
  const [first = ''] = words;
  const key = words.includes('key') && parameters.find(({ name }) => isPublicKey(wordsOf(name)));
  if (key) return `“${key.name}” among its arguments ${outlasts}`;
  const client = parameters.find(({ name }) => pairIn(name, splitName(name), ofClients));
  if (client) return `“${client.name}” among its arguments says that it is about what may sign in for others.`;
  const things = first === 'share' ? shared : words.length === 1 && letIn.has(first) ? nouns : undefined;
  const thing =
    things &&
    parameters.flatMap(withInner).find(({ name }) => wordsOf(name).some((word) => things.has(singular(word))));
  return thing && `“${thing.name}” among its arguments ${outlasts}`;
}

function isPublicKey(words: readonly string[]): boolean {
  const at = words.indexOf('key');
  return at > 0 && (words[at - 1] === 'public' || words[at - 1] === 'access');
}

const people = set('org organization organisation user team security');

/** A group is one of people with rights where the server also has tools for those; elsewhere it may hold anything. */
function ofGroup(words: readonly string[], siblings: readonly string[]): string | undefined {
  const before = words.at(-2) ?? '';
  if (singular(words.at(-1) ?? '') !== 'group' || !(verbs.has(before) || people.has(before))) return undefined;
  const sibling = siblings.slice(0, siblingsMax).find((one) => wordsOf(one).some((word) => rights.has(singular(word))));
  return sibling && `Groups beside ${sibling} hold people and what they may do, so it changes who has access.`;
}
