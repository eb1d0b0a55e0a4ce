import { pairSet, phraseSet, wordSet } from '@/lib/core/risk/words/sets';

/** Words of an argument's name, by what the argument carries. The first list that matches decides. */
export const carriedBy = {
  sql: wordSet('sql'),
  code: wordSet('bash cmd code command expression javascript python script shell snippet'),
  html: wordSet('html'),
  credential: wordSet('apikey credential credentials passphrase password secret token'),
  path: wordSet('dir directory filename filepath folder path'),
  url: wordSet('endpoint href uri url webhook'),
  bulk: wordSet('batch bulk files ids items paths recipients urls'),
} as const;

/** "webhook_id", "script_name" and "token_expiry" are metadata of the thing. */
export const metadataWords = wordSet(`
  count dialect expiration expires expiry format id language limit mode name rate selector size status ttl type
  types uuid
`);
/** Word pairs that are harmless although one of the words alone is not. */
export const harmlessPairs = pairSet(`
  code challenge,continuation token,cursor token,folder description,next token,order dir,page token,
  pagination token,sort dir,sync token,token address,webhook event
`);
/** Before "code": source code. */
export const programmingWords = wordSet(`
  bash c custom generated java javascript js program python r shell source sql ts typescript user
`);
/** Before "code": a value that is typed in or looked up, as in "country code". */
export const otherCodes = wordSet(`
  airport auth authorisation authorization country coupon currency discount gift item login mfa oauth otp postal
  product promo redeem signin token verification verify voucher zip
`);
/** Verbs of Execute whose "code" is a sign-in code. */
export const signInVerbs = phraseSet('authenticate,log in,login,sign in');
/** Before "expression": a cron or search expression, which runs nothing. */
export const timingWords = wordSet('condition cron filter key rate regex regular schedule search time');
/** In the name of a tool whose argument "function" is code, not the name of a function. */
export const evaluatingWords = wordSet('code eval evaluate exec execute javascript js script');
/** Text written into one of these is code. */
export const scriptNouns = wordSet('hook macro script scripts');
export const writtenText = wordSet('body content replacement source');
/** Text typed into one of these runs. */
export const terminalNouns = wordSet('console process pty repl shell stdin terminal tty');
export const typedWords = wordSet('data input keys keystrokes stdin text');
export const boundWords = wordSet('bindings binds parameters params values');
export const routingWords = wordSet('action command method operation tool');
export const carriedWords = wordSet('args arguments parameters params');
export const selectorWords = wordSet('action command function intent method mode op operation subcommand verb');
export const requestWords = wordSet('api http request rpc');
