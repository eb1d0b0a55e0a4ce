import { laterDeed } from '@/lib/core/risk/read/later-sentences';
import type { NameReading } from '@/lib/core/risk/read/read-name';
import type { Parameter } from '@/lib/core/risk/read/schema-reading';
import { preparedQuery } from '@/lib/core/risk/read/signals';
import type { Category } from '@/lib/core/risk/words/lexicon';
import { destinationWords, pathWords, producingVerbs, storedNouns } from '@/lib/core/risk/words/lists/files';
import { wordsOf } from '@/lib/core/risk/words/words';
import type { Raised } from './beyond-writing';

const canChange = /\b(?:SQL|Cypher|GraphQL|Flux|InfluxQL|N1QL|Gremlin|SELECT\b[^.]{1,200}?\bFROM)\b/;
const readsOnly =
  /\bread[- ]only\b|\bonly reads?\b|\bonly SELECT\b|\bSELECT (?:quer|statement|only)|\bstart with SELECT\b/i;
const awaitsWork = /\bwaits? (?:for|until) [^.]{0,60}\b(?:complete|finish|done)/i;
const toDisk = /\bto (?:the )?(?:local |host )?(?:disk|file ?system|a (?:local )?file)\b/i;
const saves =
  /\bto (?:save|write|store) (?:the|it|a|an|to|all)\b|\b(?:sav(?:e|es|ed|ing)|writ(?:e|es|ten|ing)|stor(?:e|es|ed|ing))\b[^.]{0,60}\b(?:file|path|disk|directory|folder|locally)\b/i;
const sendingMethod = /\b(?:POST|PUT|PATCH|DELETE)\b/;

/** Why a tool whose verbs all read does more than read. */
export function beyondReading(
  name: NameReading | undefined,
  description: string,
  parameters: readonly Parameter[],
): Raised | undefined {
  return (
    changingQuery(name, description, parameters) ??
    inDescription(description) ??
    laterDeed(description) ??
    convertsStored(name, parameters) ??
    savesFile(name, description, parameters) ??
    switchedOn(parameters)
  );
}

function changingQuery(
  name: NameReading | undefined,
  description: string,
  parameters: readonly Parameter[],
): Raised | undefined {
  const pipeline = name?.word === 'aggregate' && parameters.find((one) => one.name === 'pipeline');
  if (pipeline && !readsOnly.test(description))
    return { ...raisedBy(pipeline, 'Execute'), why: 'can hold stages that write' };
  if (name?.word !== 'query' || readsOnly.test(description)) return undefined;
  const parameter = parameters.find((one) => wordsOf(one.name).includes('sql'));
  if (parameter) return raisedBy(parameter, 'Execute');
  const prepared = preparedQuery(parameters);
  if (prepared) return raisedBy(prepared, 'Execute');
  const language = canChange.exec(description)?.[0];
  return language
    ? { category: 'Execute', evidence: { place: 'description', quote: language, category: 'Execute' } }
    : undefined;
}

function raisedBy({ name }: Pick<Parameter, 'name'>, category: Category): Raised {
  return { category, evidence: { place: 'parameter', quote: name, parameter: name, category } };
}

function inDescription(description: string): Raised | undefined {
  const work = awaitsWork.exec(description)?.[0];
  if (work) return { category: 'Execute', evidence: { place: 'description', quote: work, category: 'Execute' } };
  const sends = toDisk.exec(description)?.[0] ?? sendingMethod.exec(description)?.[0];
  return sends ? { category: 'Write', evidence: { place: 'description', quote: sends, category: 'Write' } } : undefined;
}

/** A stored file, named by "fileId", is converted into another stored file. */
function convertsStored(verb: NameReading | undefined, parameters: readonly Parameter[]): Raised | undefined {
  const stored =
    verb?.word === 'convert' &&
    parameters.find(({ name }) => {
      const [noun = '', id, ...more] = wordsOf(name);
      return id === 'id' && more.length === 0 && storedNouns.has(noun);
    });
  return stored ? raisedBy(stored, 'Write') : undefined;
}

function savesFile(verb: NameReading | undefined, told: string, parameters: readonly Parameter[]): Raised | undefined {
  const mayPlace = told === '' || producingVerbs.has(verb?.word ?? '');
  for (const { name, description } of parameters) {
    const words = wordsOf(name);
    const isPath = words.includes('path') || words.includes('filename') || words.includes('output');
    const isPlace = destinationWords.has(words[0] ?? '') && pathWords.has(words.at(-1) ?? '') && words.length > 1;
    if ((isPlace && mayPlace) || (isPath && saves.test(description))) {
      return raisedBy({ name }, 'Write');
    }
  }
  return undefined;
}

/** Names of arguments are untrusted, so they are looked up in a Map, which inherits nothing. */
const changes: ReadonlyMap<string, Category> = new Map<string, Category>([
  ['create', 'Write'],
  ['update', 'Write'],
  ['overwrite', 'Write'],
  ['save', 'Write'],
  ['write', 'Write'],
  ['send', 'Write'],
  ['publish', 'Write'],
  ['upload', 'Write'],
  ['replace', 'Write'],
  ['fix', 'Write'],
  ['apply', 'Execute'],
  ['execute', 'Execute'],
  ['install', 'Execute'],
  ['delete', 'Destructive'],
  ['purge', 'Destructive'],
  ['reset', 'Destructive'],
]);

/** A boolean argument such as "delete_after" or "overwrite" adds an action. */
function switchedOn(parameters: readonly Parameter[]): Raised | undefined {
  for (const { name, types } of parameters) {
    const category = types.includes('boolean') ? changes.get(wordsOf(name)[0] ?? '') : undefined;
    if (category) return raisedBy({ name }, category);
  }
  return undefined;
}
