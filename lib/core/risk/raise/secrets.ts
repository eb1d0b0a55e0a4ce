import type { Parameter } from '@/lib/core/risk/read/schema-reading';
import { pairSet } from '@/lib/core/risk/words/pairs';
import { type SplitName, splitName, wordsOf } from '@/lib/core/risk/words/words';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const always = set(
  'secret secrets password passwords passphrase passwd credential credentials apikey apikeys env envs dotenv printenv ' +
    'environ getenv keystore keychain totp otp mnemonic kubeconfig cookies',
);
const tokens = set('token tokens');
/** Beside one of these a token is a coin, a piece of text or a style, not a key. */
const otherTokens = set(
  'erc erc20 erc721 erc1155 spending count counts counter usage price prices balance balances supply holder holders market markets pool pools pair pairs chart transfer transfers metadata design figma css style styles theme budget estimate portfolio trending swap wallet contract contracts address nft boost boosts profile profiles',
);
/** Behind a word for a secret: something about it, from which nobody learns it. */
const about = set('type types status expiry expiration count usage limit limits policy policies rules scope scopes');
const pairs = pairSet(
  [
    ['api', 'key keys'],
    ['private', 'key keys'],
    ['ssh', 'key keys'],
    ['access', 'key keys'],
    ['account', 'key keys'],
    ['signing', 'key keys'],
    ['encryption', 'key keys'],
    ['connection', 'string strings uri'],
    ['recovery', 'code codes'],
    ['backup', 'codes'],
    ['seed', 'phrase'],
    ['environment', 'variable variables'],
    ['env', 'var vars'],
    ['rotate', 'key keys'],
    ['auth', 'header headers'],
    ['signed', 'url urls'],
    ['presigned', 'url urls'],
    ['magic', 'link links'],
    ['login', 'link links'],
    ['pipeline', 'variable variables'],
    ['ci', 'variable variables'],
    ['deployment', 'variable variables'],
  ]
    .flatMap(([first, seconds = '']) => seconds.split(' ').map((second) => `${first} ${second}`))
    .join(','),
);

const inText =
  /\b(?:environment variables?|env(?:ironment)? vars?|private keys?|ssh keys?|api keys?|connection strings?|(?:access|auth|bearer|session|refresh) tokens?|secrets?|passwords?|passphrases?|credentials?)\b/i;
/** What stands before the words where they are not what is read. */
const notRead =
  /\b(?:no|not|never|without|except|excluding|masked|redacted|using|with|via|requires?|needs?|by|from|for|if|when|whether|encrypted|password-protected)\b[^.]*$/i;

/** The words of a name that say that secrets are in it: "env" of get-env, "ApiKeys" of listApiKeys. */
export function secretInName(name: string): string | undefined {
  const split = splitName(name);
  const { words } = split;
  const word = words.findIndex((one, at) => always.has(one) && !about.has(words[at + 1] ?? ''));
  if (word >= 0) return written(name, split, word, word);
  const pair = words.findIndex((one, at) => pairs(one, words[at + 1] ?? ''));
  if (pair >= 0) return written(name, split, pair, pair + 1);
  if (words.some((one) => otherTokens.has(one))) return undefined;
  const token = words.findIndex((one, at) => tokens.has(one) && !about.has(words[at + 1] ?? ''));
  return token < 0 ? undefined : written(name, split, token, token);
}

function written(name: string, { from, to }: SplitName, first: number, last: number): string {
  return name.slice(from[first], to[last]);
}

/** The same of the sentence that says what a tool does; what only opens the door, as in "using your API key", is not read. */
export function secretInSentence(sentence: string): string | undefined {
  const found = inText.exec(sentence);
  return found && !notRead.test(sentence.slice(0, found.index)) ? found[0].toLowerCase() : undefined;
}

const opens = set('reveal unmask decrypt decryption plaintext');
const includes = set('include includes show return with');
const kept = set('secret secrets password passwords credential credentials sensitive');
const pointing = set('reference ref name id path version uri');
/** An argument that says which part of a thing is asked for. */
const parts = set('object field fields attribute attributes property properties');

/** What among a reading tool's arguments says that secrets come back: "reveal", "secretReference", a field "password". */
export function secretInParameters(parameters: readonly Parameter[]): string | undefined {
  for (const parameter of parameters) {
    const found = asksForSecret(parameter.name) ? parameter.name : secretPart(parameter);
    if (found) return found;
  }
  return undefined;
}

function asksForSecret(name: string): boolean {
  const words = wordsOf(name);
  const [first = '', second = ''] = words;
  const points = first === 'secret' && words.length === 2 && pointing.has(second);
  return points || words.some((word) => opens.has(word)) || (includes.has(first) && kept.has(second));
}

function secretPart({ name, values }: Parameter): string | undefined {
  const isPart = values.length > 0 && parts.has(wordsOf(name).at(-1) ?? '');
  return isPart ? values.find((one) => secretInName(one)) : undefined;
}

const vaultItems = set('item items entry entries login logins');

/** The word of an argument that says that what is read lies in a vault; a vault of notes has no tools for passwords. */
export function vaultOf(
  name: string,
  parameters: readonly Parameter[],
  siblings: readonly string[],
): string | undefined {
  if (!wordsOf(name).some((word) => vaultItems.has(word))) return undefined;
  const vault = parameters.find(({ name }) => wordsOf(name).includes('vault'))?.name;
  return vault && siblings.slice(0, siblingsMax).some(keepsPasswords) ? vault : undefined;
}

const siblingsMax = 300;

function keepsPasswords(sibling: string): boolean {
  return wordsOf(sibling).some((word) => word === 'password' || word === 'passwords');
}
