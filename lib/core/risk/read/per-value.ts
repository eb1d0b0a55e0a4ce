import { type Category, worst } from '@/lib/core/risk/words/lexicon';
import { requestWords, selectorWords } from '@/lib/core/risk/words/lists/arguments';
import { wordsOf } from '@/lib/core/risk/words/words';
import { type NameReading, readName } from './read-name';
import type { Parameter } from './schema-reading';

export type PerValue = { parameter: string; values: { value: string; category: Category }[] };

const httpMethods: ReadonlyMap<string, Category> = new Map<string, Category>([
  ['GET', 'Read'],
  ['HEAD', 'Read'],
  ['OPTIONS', 'Read'],
  ['POST', 'Write'],
  ['PUT', 'Write'],
  ['PATCH', 'Write'],
  ['DELETE', 'Destructive'],
]);

/** The enum argument that selects the operation, with a category for each value. */
export function readPerValue(parameters: readonly Parameter[], name: NameReading | undefined): PerValue | undefined {
  for (const parameter of parameters) {
    const words = wordsOf(parameter.name);
    if (parameter.values.length < 2 || !words.some((word) => selectorWords.has(word)) || saysHow(words)) continue;
    if (describesRequest(parameter, name)) continue;
    const values = parameter.values.map((value) => ({ value, category: categoryOfValue(value, name) }));
    const told = parameter.values.filter(tellsDeed).length;
    const found = { parameter: parameter.name, values };
    if (told * 2 >= values.length && !(words.length > 1 && saysNoMore(found, name))) return found;
  }
  return undefined;
}

/** The "method" of create_saved_request describes the stored request; only a tool that sends is steered by it. */
function describesRequest({ values }: Parameter, name: NameReading | undefined): boolean {
  const keeps =
    name?.kind === 'verb' && name.weight === 1 && (name.category === 'Write' || name.category === 'Destructive');
  return keeps && values.filter((value) => httpMethods.has(value)).length >= Math.min(3, values.length);
}

/** A "delivery_method" is a manner; an "http_method" selects the operation. */
function saysHow(words: readonly string[]): boolean {
  return words.at(-1) === 'method' && words.length > 1 && !requestWords.has(words.at(-2) ?? '');
}

/** The "merge_method" of merge_pull_request is a manner: no value is more severe than the name. */
function saysNoMore(perValue: PerValue, name: NameReading | undefined): boolean {
  return name?.kind === 'verb' && worst([name.category, worstValue(perValue)]) === name.category;
}

export function worstValue(perValue: PerValue): Category {
  return worst(perValue.values.map(({ category }) => category));
}

function tellsDeed(value: string): boolean {
  return httpMethods.has(value) || readName(value)?.kind === 'verb';
}

/** A value that is a noun of reading, such as "details", reads if the tool's name reads. */
function categoryOfValue(value: string, name: NameReading | undefined): Category {
  const reading = readName(value);
  const asked = reading?.kind === 'noun' && reading.category === 'Read' && name?.category === 'Read';
  return httpMethods.get(value) ?? (reading?.kind === 'verb' || asked ? reading.category : 'Other');
}
