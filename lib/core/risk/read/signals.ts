import {
  boundWords,
  carriedBy,
  carriedWords,
  evaluatingWords,
  harmlessPairs,
  metadataWords,
  otherCodes,
  programmingWords,
  routingWords,
  scriptNouns,
  signInVerbs,
  terminalNouns,
  timingWords,
  typedWords,
  writtenText,
} from '@/lib/core/risk/words/lists/arguments';
import { pairIn, splitName, wordsOf } from '@/lib/core/risk/words/words';
import type { Evidence } from './evidence';
import { type Parameter, withInner } from './schema-reading';

export type SignalKind = 'path' | 'url' | 'code' | 'sql' | 'html' | 'credential' | 'bulk' | 'many_parameters';

/** An argument that makes a call riskier than its verb. */
export type Signal = { kind: SignalKind; evidence: Evidence };

const wordsFor = Object.entries(carriedBy) as [keyof typeof carriedBy, ReadonlySet<string>][];

const manyParameters = 12;

/** Signals that are kept. */
const signalsMax = 100;

/** What the tool's name says, and the verbs of its name or description that run something. */
type Told = { words: readonly string[]; runs: readonly string[] };

/** The signals of the arguments and of their members, one level down. */
export function readSignals(parameters: readonly Parameter[], told: Told): Signal[] {
  const runs = told.runs.length > 0 || told.words.some((word) => terminalNouns.has(word));
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

/** A "query" beside bound "params" is a database statement. */
export function preparedQuery(parameters: readonly Parameter[]): Parameter | undefined {
  const filled = parameters.some(({ name, types }) => boundWords.has(name) && types.includes('array'));
  return filled ? parameters.find(({ name }) => name === 'query') : undefined;
}

/**
 * A "command" beside an object of "parameters" selects one of the tool's own operations, which the schema does not
 * list.
 */
export function routes(parameters: readonly Parameter[]): Parameter | undefined {
  const holds = parameters.some(({ name, types, inner }) => {
    return carriedWords.has(name) && types.includes('object') && inner.length === 0;
  });
  if (!holds) return undefined;
  return parameters.find(({ values, types, name }) => {
    return values.length === 0 && types.includes('string') && routingWords.has(wordsOf(name)[0] ?? '') && isName(name);
  });
}

/** Exactly "command", "tool_name" or "operation". */
function isName(name: string): boolean {
  const words = wordsOf(name);
  return words.length === 1 || (words.length === 2 && words[1] === 'name');
}

function kindOf(parameter: Parameter, told: Told): SignalKind | undefined {
  const { types, values, name } = parameter;
  const takesText = types.length === 0 || types.includes('string') || types.includes('array');
  if (!takesText || values.length > 0) return undefined;
  const words = wordsOf(name);
  if (words.length > 1 && (standsFor(words) || pairIn(name, splitName(name), harmlessPairs))) return undefined;
  if (words.length === 1 && words[0] === 'code' && isOtherCode(told)) return undefined;
  if (words.includes('key') && (words.includes('api') || words.includes('private'))) return 'credential';
  return kindByWords(words) ?? codeByName(words, told.words);
}

/** In a tool that runs something, no word makes a "code" harmless. */
function isOtherCode({ words, runs }: Told): boolean {
  if (words.some((word) => terminalNouns.has(word) || (word !== 'code' && evaluatingWords.has(word)))) return false;
  return runs.every((verb) => signInVerbs.has(verb)) && words.some((word) => otherCodes.has(word));
}

/** The last word decides: "secretPath" is a path, "codeSecret" a secret. A path to a script is code all the same. */
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
    metadataWords.has(last) ||
    (last === 'code' && !programmingWords.has(before)) ||
    (last === 'expression' && timingWords.has(before))
  );
}

/** Words that carry code only if the tool's name says that it runs code. */
function codeByName(words: readonly string[], nameWords: readonly string[]): SignalKind | undefined {
  const word = words.at(-1) ?? '';
  const anew = words.length === 2 && words[0] === 'new';
  if (words.length > 1 && !anew) return undefined;
  const written = writtenText.has(word) || (anew && word === 'string');
  const runs =
    (written && nameWords.some((one) => scriptNouns.has(one))) ||
    (word === 'function' && nameWords.some((one) => evaluatingWords.has(one))) ||
    (typedWords.has(word) && nameWords.some((one) => terminalNouns.has(one)));
  return runs ? 'code' : undefined;
}
