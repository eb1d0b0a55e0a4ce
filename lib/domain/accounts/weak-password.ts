import { site } from '@/lib/core/site';

/** What is left of a password once everything that can be guessed is taken out of it has at least so many characters. */
const REST_MIN = 6;
const DISTINCT_MIN = 5;

/** Walks over keyboards and alphabets; forwards and backwards. */
const WALKS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  'qweasdzxc',
].flatMap((walk) => [walk, [...walk].reverse().join('')]);

const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * Why nobody should use this password, as a sentence; null where nothing speaks against it. Attackers try the most common
 * ones of past breaches first, then a word of them with digits around it, then what they know of the person.
 */
export async function weakness(password: string, email: string): Promise<string | null> {
  const text = password.normalize('NFKC').toLowerCase();
  const common = await commonPasswords();
  if (common.has(text) || common.has(wordOf(text)) || common.has(wordOf(unleet(text)))) {
    return 'This password is among the most common ones, with or without digits around it. Choose another.';
  }
  const bare = text.replace(/[^\p{L}\p{N}]/gu, '');
  if (/^\p{N}*$/u.test(bare)) return 'A password of digits and signs alone is guessed quickly. Add some words.';
  if (new Set(bare).size < DISTINCT_MIN || /^(.+?)\1+$/u.test(bare)) {
    return 'This password repeats itself. Choose one with more in it.';
  }
  if (withoutWalks(bare).length < REST_MIN)
    return 'This password runs along a keyboard or an alphabet. Choose another.';
  if (without(unleet(bare), knownOf(email)).length < REST_MIN) {
    return `This password is made of your e-mail address or of ${site.name}. Choose another.`;
  }
  return null;
}

/** The word in the middle of `123word!`; what is shorter than four letters is no word to speak of. */
function wordOf(text: string): string {
  const word = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return word.length >= 4 ? word : text;
}

function unleet(text: string): string {
  return text.replace(/[013457@$!]/g, (sign) => LEET[sign] ?? sign);
}

function knownOf(email: string): string[] {
  const words = email.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const joined = email
    .toLowerCase()
    .replace(/@.*$/, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
  return [joined, ...words, site.name.toLowerCase(), 'password'].filter((word) => word.length >= 3);
}

function without(text: string, words: readonly string[]): string {
  return [...words].sort((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), text);
}

/** Without every stretch of four or more characters of a walk. */
function withoutWalks(text: string): string {
  let rest = '';
  for (let at = 0; at < text.length; ) {
    const stretch = Math.max(...WALKS.map((walk) => stretchOf(text, at, walk)));
    if (stretch < 4) rest += text[at];
    at += stretch < 4 ? 1 : stretch;
  }
  return rest;
}

function stretchOf(text: string, at: number, walk: string): number {
  let length = 0;
  while (at + length < text.length && walk.includes(text.slice(at, at + length + 1))) length += 1;
  return length;
}

let known: Promise<ReadonlySet<string>> | undefined;

/** The 49,000 most common passwords of public breaches, as zxcvbn-ts ships them; read when the first one is checked. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  known ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']));
  return known;
}
