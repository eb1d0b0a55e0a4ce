import type { CatalogueTool } from '@/lib/core/catalogue-model/entry';
import { argumentsOf } from '@/lib/core/policy/document/arguments';
import { asName, asWord, asWords, quoted } from '@/lib/core/policy/document/as-word';
import type { Risk } from '@/lib/core/risk/classify';
import { familyOf } from './name-words';
import { predicateOf } from './predicate';
import { listOf } from './wording';

/** What the tool does, as far as its name and definition tell, and its arguments. */
export function purposeOf(tool: CatalogueTool, risk: Risk): string {
  return [deedOf(tool, risk), selectionOf(risk), known(tool)].filter(Boolean).join(' ');
}

function deedOf({ name, server, siblings }: CatalogueTool, { category }: Risk): string {
  const told = asName(name);
  const others = siblings.map((sibling) => sibling.name);
  const family = familyOf(name, others, `${server.slug} ${server.name}`);
  // A quoted name is not turned into a sentence.
  const predicate = told === name ? predicateOf(name, family, category) : undefined;
  if (predicate) return `By its name, ${told} ${predicate} through ${server.name}.`;
  return wordless[category](told, server.name);
}

/** For names without a verb: only what the rest of the definition tells. */
const wordless: Readonly<Record<Risk['category'], (name: string, server: string) => string>> = {
  Read: (name, server) => `${name} looks something up through ${server}, as far as is known.`,
  Write: (name, server) => `${name} can create or change something through ${server}.`,
  Execute: (name, server) => `${name} can run or operate something through ${server}.`,
  Destructive: (name, server) => `${name} can remove or end something through ${server}.`,
  Financial: (name, server) => `${name} can move money or something of value through ${server}.`,
  Other: (name, server) => `What ${name} does through ${server} cannot be told from its name, which holds no verb.`,
};

const valuesShown = 8;

/** The operations, if an argument selects them. */
function selectionOf({ perValue }: Risk): string {
  if (!perValue) return '';
  const values = perValue.values.map(({ value }) => value);
  const shown = asWords(values, valuesShown, values.some((one) => asWord(one)) ? 'others' : 'values of its own');
  return `Its argument ${asArgument(perValue.parameter)} selects what is done: ${listOf(shown, 'or')}.`;
}

function known({ knowledge, inputSchema }: CatalogueTool): string {
  if (knowledge === 'listed') {
    return 'Only its name is known: its description and arguments have not been read from a running server.';
  }
  return takes(argumentsOf(inputSchema) ?? []);
}

const namesShown = 4;

function asArgument(name: string): string {
  return asWord(name) ?? quoted(name);
}

function takes(all: readonly { name: string; required: boolean }[]): string {
  const required = all.filter((one) => one.required).map(({ name }) => asArgument(name));
  const optional = all.filter((one) => !one.required).map(({ name }) => asArgument(name));
  const [only] = all;
  if (!only) return 'It takes no arguments.';
  if (all.length === 1)
    return `It takes one argument, ${asArgument(only.name)}${only.required ? '' : ', which may be left out'}.`;
  if (required.length === 0) return allOptional(optional);
  if (required.length <= namesShown) return `It requires ${listOf(required)}${besides(optional)}.`;
  return optional.length === 0
    ? `It requires all of its ${all.length} arguments.`
    : `It requires ${required.length} of its ${all.length} arguments.`;
}

function allOptional(names: readonly string[]): string {
  if (names.length > namesShown) return `All of its ${names.length} arguments may be left out.`;
  return `It takes ${listOf(names)}, ${names.length === 2 ? 'both' : 'all'} of which may be left out.`;
}

function besides(optional: readonly string[]): string {
  if (optional.length === 0) return '';
  return `; ${optional.length === 1 ? optional[0] : `${optional.length} more arguments`} may be left out`;
}
