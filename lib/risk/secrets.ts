import { wordsOf } from './words';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const always = set(
  'secret secrets password passwords passphrase passwd credential credentials apikey apikeys env envs dotenv printenv environ getenv keystore keychain',
);
const tokens = set('token tokens');
/** Beside one of these a token is a coin, a piece of text or a style, not a key. */
const otherTokens = set(
  'erc erc20 erc721 erc1155 spending count counts counter usage price prices balance balances supply holder holders market markets pool pools pair pairs chart transfer transfers metadata design budget estimate portfolio trending swap wallet contract contracts address nft boost boosts profile profiles',
);
const pairs: readonly (readonly [string, ReadonlySet<string>])[] = [
  ['api', set('key keys')],
  ['private', set('key keys')],
  ['ssh', set('key keys')],
  ['environment', set('variable variables')],
];

const inText =
  /\b(?:environment variables?|env(?:ironment)? vars?|private keys?|ssh keys?|api keys?|(?:access|auth|bearer|session|refresh) tokens?|secrets?|passwords?|passphrases?|credentials?)\b/i;
/** What stands before the words where they are not what is read. */
const notRead =
  /\b(?:no|not|never|without|except|excluding|masked|redacted|using|with|via|requires?|needs?|by|from|for|if|when|whether|encrypted|password-protected)\b[^.]*$/i;

/** The words of a name that say that secrets are in it: "env" of get-env, "api key" of list_api_keys. */
export function secretInName(name: string): string | undefined {
  const words = wordsOf(name);
  const word = words.find((one) => always.has(one));
  if (word) return word;
  const pair = words.findIndex((one, at) =>
    pairs.some(([first, next]) => one === first && next.has(words[at + 1] ?? '')),
  );
  if (pair >= 0) return `${words[pair]} ${words[pair + 1]}`;
  return words.some((one) => otherTokens.has(one)) ? undefined : words.find((one) => tokens.has(one));
}

/** The same of the sentence that says what a tool does; what only opens the door, as in "using your API key", is not read. */
export function secretInSentence(sentence: string): string | undefined {
  const found = inText.exec(sentence);
  return found && !notRead.test(sentence.slice(0, found.index)) ? found[0].toLowerCase() : undefined;
}
