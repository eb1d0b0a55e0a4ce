import type { Category } from './lexicon';
import { readName, worst } from './read-name';
import type { Parameter } from './schema-reading';
import { wordsOf } from './words';

export type PerValue = { parameter: string; values: { value: string; category: Category }[] };

const selectors: ReadonlySet<string> = new Set([
  'action',
  'operation',
  'op',
  'method',
  'command',
  'subcommand',
  'mode',
  'verb',
  'intent',
  'function',
]);

const httpMethods: Readonly<Record<string, Category>> = {
  GET: 'Read',
  HEAD: 'Read',
  OPTIONS: 'Read',
  POST: 'Write',
  PUT: 'Write',
  PATCH: 'Write',
  DELETE: 'Destructive',
};

/** The enum argument that selects the operation, with a category for each of its values. */
export function readPerValue(parameters: readonly Parameter[]): PerValue | undefined {
  for (const parameter of parameters) {
    if (parameter.values.length < 2 || !wordsOf(parameter.name).some((word) => selectors.has(word))) continue;
    const values = parameter.values.map((value) => ({ value, category: categoryOfValue(value) }));
    const told = values.filter(({ category }) => category !== 'Other').length;
    if (told * 2 >= values.length) return { parameter: parameter.name, values };
  }
  return undefined;
}

export function worstValue(perValue: PerValue): Category {
  return worst(perValue.values.map(({ category }) => category));
}

function categoryOfValue(value: string): Category {
  const reading = readName(value);
  return httpMethods[value] ?? (reading && !reading.vague ? reading.category : 'Other');
}
