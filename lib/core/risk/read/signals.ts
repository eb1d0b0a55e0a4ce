import { pairIn, pairSet } from '@/lib/core/risk/words/pairs';
import { splitName, wordsOf } from '@/lib/core/risk/words/words';
import type { Evidence } from './evidence';
import { type Parameter, withInner } from './schema-reading';

export type SignalKind = 'path' | 'url' | 'code' | 'sql' | 'html' | 'credential' | 'bulk' | 'many_parameters';

/** Something about the arguments that makes a call riskier than its verb tells. */
export type Signal = { kind: SignalKind; evidence: Evidence };

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const wordsFor: readonly [SignalKind, ReadonlySet<string>][] = [
  ['sql', set('sql')],
  ['code', set('code script javascript python bash shell command cmd expression snippet')],
  ['html', set('html')],
  ['credential', set('password token secret credential credentials apikey passphrase')],
  ['path', set('path filepath directory dir folder filename')],
  ['url', set('url uri href endpoint webhook')],
  ['bulk', set('ids items batch bulk recipients urls paths files')],
];

/** "webhook_id", "script_name" and "token_expiry" say something of the thing and do not carry it. */
const stands = set(
  'id uuid name count limit rate type types size format language mode status selector dialect expiry expires ' +
    'expiration ttl',
);
/** The token of a page of results, the address of a coin: two words that carry nothing that one of them would. */
const others = pairSet(
  'page token,next token,pagination token,continuation token,cursor token,sync token,token address,code challenge,' +
    'webhook event,folder description,sort dir,order dir',
);
/** Before "code": what runs. The code of a country or a postal code runs nothing. */
const programming = set(
  'source python js javascript typescript ts shell bash sql r java c program user custom generated',
);
/** The code of one of these is typed in or looked up, and runs nothing. */
const otherCodes = set(
  'authorization authorisation oauth auth login signin verify verification otp mfa token redeem coupon discount promo ' +
    'voucher gift item product postal zip country currency airport',
);
/** Verbs of Execute that are given the code of a sign-in. */
const signingIn: ReadonlySet<string> = new Set(['login', 'authenticate', 'log in', 'sign in']);
/** An expression of time or of a search says when or what, and runs nothing. */
const timing = set('cron schedule time rate filter regex regular search key condition');
/** What runs a function that it is given: "function" among the arguments is code, not the name of one. */
const evaluating = set('evaluate eval execute exec script javascript js code');
/** What is written into one of these is code. */
const scripts = set('script scripts macro hook');
const writtenText = set('source content body replacement');
/** What is typed into one of these runs. */
const shells = set('pty tty terminal shell stdin console repl process');
const typed = set('input text data keys keystrokes stdin');

const manyParameters = 12;

/** More than anybody reads; what comes after is not told. */
const signalsMax = 100;

/** What the name of a tool says, and the verbs by which its name or description runs something. */
type Told = { words: readonly string[]; runs: readonly string[] };

/** What the arguments carry, also those one level within others. */
export function readSignals(parameters: readonly Parameter[], told: Told): Signal[] {
  const runs = told.runs.length > 0 || told.words.some((word) => shells.has(word));
  const routed = runs ? undefined : routes(parameters);
  const prepared = preparedQuery(parameters);
  const found = new Map<string, Signal>();
  for (const one of parameters.flatMap((parameter) => (parameter === routed ? [] : withInner(parameter)))) {
    const { name } = one;
    const kind = one === prepared ? 'sql' : kindOf(one, told);
    if (kind) found.set(`${kind} ${name}`, { kind, evidence: { place: 'parameter', quote: name, parameter: name } });
    if (found.size >= signalsMax) break;
  }
  if (parameters.length < manyParameters) return [...found.values()];
  const quote = `${parameters.length} parameters`;
  return [...found.values(), { kind: 'many_parameters', evidence: { place: 'parameter', quote } }];
}

const bound = set('params parameters bindings binds values');

/** A "query" beside the "params" that are filled into it is a statement of a database's language. */
export function preparedQuery(parameters: readonly Parameter[]): Parameter | undefined {
  const filled = parameters.some(({ name, types }) => bound.has(name) && types.includes('array'));
  return filled ? parameters.find(({ name }) => name === 'query') : undefined;
}

const routing = set('command operation action method tool');
const carried = set('parameters arguments args params');

/** A "command" beside an object of "parameters" names one of the tool's own operations, which its schema does not list. */
export function routes(parameters: readonly Parameter[]): Parameter | undefined {
  const holds = parameters.some(({ name, types, inner }) => {
    return carried.has(name) && types.includes('object') && inner.length === 0;
  });
  if (!holds) return undefined;
  return parameters.find(({ values, types, name }) => {
    return values.length === 0 && types.includes('string') && routing.has(wordsOf(name)[0] ?? '') && isName(name);
  });
}

/** "command", "tool_name", "operation" and no more. */
function isName(name: string): boolean {
  const words = wordsOf(name);
  return words.length === 1 || (words.length === 2 && words[1] === 'name');
}

function kindOf(parameter: Parameter, told: Told): SignalKind | undefined {
  const { types, values, name } = parameter;
  const takesText = types.length === 0 || types.includes('string') || types.includes('array');
  if (!takesText || values.length > 0) return undefined;
  const words = wordsOf(name);
  if (words.length > 1 && (standsFor(words) || pairIn(name, splitName(name), others))) return undefined;
  if (words.length === 1 && words[0] === 'code' && isOtherCode(told)) return undefined;
  if (words.includes('key') && (words.includes('api') || words.includes('private'))) return 'credential';
  return kindByWords(words) ?? codeByName(words, told.words);
}

/** No word beside it makes a code harmless where the tool runs something. */
function isOtherCode({ words, runs }: Told): boolean {
  if (words.some((word) => shells.has(word) || (word !== 'code' && evaluating.has(word)))) return false;
  return runs.every((verb) => signingIn.has(verb)) && words.some((word) => otherCodes.has(word));
}

/** "secretPath" is a path and "codeSecret" a secret: the last word tells. What a path of a script leads to runs all the same. */
function kindByWords(words: readonly string[]): SignalKind | undefined {
  const any = kindOfOne(words);
  const last = kindOfOne(words.slice(-1));
  const leads = last === 'path' || last === 'url';
  return last && !(leads && (any === 'code' || any === 'sql')) ? last : any;
}

function kindOfOne(words: readonly string[]): SignalKind | undefined {
  return wordsFor.find(([, set]) => words.some((word) => set.has(word)))?.[0];
}

function standsFor(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  return (
    stands.has(last) || (last === 'code' && !programming.has(before)) || (last === 'expression' && timing.has(before))
  );
}

/** Words that carry code only where the tool's name says that it runs what it is given. */
function codeByName(words: readonly string[], nameWords: readonly string[]): SignalKind | undefined {
  const word = words.at(-1) ?? '';
  const anew = words.length === 2 && words[0] === 'new';
  if (words.length > 1 && !anew) return undefined;
  const written = writtenText.has(word) || (anew && word === 'string');
  const runs =
    (written && nameWords.some((one) => scripts.has(one))) ||
    (word === 'function' && nameWords.some((one) => evaluating.has(one))) ||
    (typed.has(word) && nameWords.some((one) => shells.has(one)));
  return runs ? 'code' : undefined;
}
