import type { Evidence } from './evidence';
import type { Parameter } from './schema-reading';
import { wordsOf } from './words';

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

/** "webhook_id" and "file_count" stand for the thing and do not carry it. */
const stands = set('id count limit type size format');
/** Before "code": what runs. The code of a country or a postal code runs nothing. */
const programming = set(
  'source python js javascript typescript ts shell bash sql r java c program user custom generated',
);

function standsFor(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  return stands.has(last) || (last === 'code' && !programming.has(words.at(-2) ?? ''));
}

const manyParameters = 12;

export function readSignals(parameters: readonly Parameter[]): Signal[] {
  const found = parameters.flatMap((parameter) => signalOf(parameter) ?? []);
  if (parameters.length < manyParameters) return found;
  return [
    ...found,
    { kind: 'many_parameters', evidence: { place: 'parameter', quote: `${parameters.length} parameters` } },
  ];
}

function signalOf(parameter: Parameter): Signal | undefined {
  const takesText =
    parameter.types.length === 0 || parameter.types.includes('string') || parameter.types.includes('array');
  if (!takesText || parameter.values.length > 0) return undefined;
  const words = wordsOf(parameter.name);
  if (words.length > 1 && standsFor(words)) return undefined;
  const apiKey = words.includes('key') && (words.includes('api') || words.includes('private'));
  const kind = apiKey ? 'credential' : wordsFor.find(([, set]) => words.some((word) => set.has(word)))?.[0];
  return kind && { kind, evidence: { place: 'parameter', quote: parameter.name, parameter: parameter.name } };
}
