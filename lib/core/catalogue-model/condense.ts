import type { SchemaFacts } from './facts';

/** Levels of a schema that are kept if it is small enough. */
const depthMax = 3;
/** Characters of JSON for one tool; a larger schema loses its deepest levels, never its arguments' names. */
const sizeMax = 6000;
const valuesMax = 200;
const wordLengthMax = 100;
/** Visited schemas of one tool: references can describe an endless document. */
const visitsMax = 20_000;
/** A longer text with spaces is a sentence. */
const phraseLengthMax = 40;

type Within = { root: Record<string, unknown>; depthMax: number; visitsLeft: number };

/** The facts of a JSON Schema (types, names, values, required members) without sentences; undefined: none. */
export function condenseSchema(schema: unknown): SchemaFacts | undefined {
  if (!isRecord(schema)) return undefined;
  let facts: SchemaFacts | undefined;
  for (let depth = depthMax; depth > 0; depth -= 1) {
    const within = { root: schema, depthMax: depth, visitsLeft: visitsMax };
    facts = condense(schema, 0, within);
    if (within.visitsLeft >= 0 && JSON.stringify(facts ?? {}).length <= sizeMax) break;
  }
  return facts;
}

function condense(schema: unknown, depth: number, within: Within): SchemaFacts | undefined {
  within.visitsLeft -= 1;
  if (depth > within.depthMax || within.visitsLeft < 0) return undefined;
  const meant = resolve(schema, within.root);
  if (!meant) return undefined;
  const facts: SchemaFacts = {
    ...types(meant.type),
    ...values(meant),
    ...(typeof meant.format === 'string' && isFact(meant.format) && { format: meant.format }),
    ...nested(meant, depth, within),
  };
  return Object.keys(facts).length > 0 ? facts : undefined;
}

/** Resolves a reference within the document; chains are followed a few steps, so cycles end. */
function resolve(schema: unknown, root: Record<string, unknown>, steps = 5): Record<string, unknown> | undefined {
  if (!isRecord(schema) || typeof schema.$ref !== 'string') return isRecord(schema) ? schema : undefined;
  if (steps === 0 || !schema.$ref.startsWith('#')) return undefined;
  const path = schema.$ref.split('/').slice(1);
  const target = path.reduce<unknown>((at, part) => memberOf(at, decode(part)), root);
  return resolve(target, root, steps - 1);
}

function memberOf(at: unknown, name: string): unknown {
  return isRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined;
}

function decode(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

function types(type: unknown): Pick<SchemaFacts, 'type'> {
  if (typeof type === 'string') return isFact(type) ? { type } : {};
  const all = lists(type).filter(isWord);
  return all.length > 0 ? { type: all } : {};
}

/** All values or none: a partial list would look complete. */
function values(schema: Record<string, unknown>): Pick<SchemaFacts, 'enum' | 'const'> {
  const listed = Array.isArray(schema.enum) ? schema.enum : [];
  const isWhole = listed.length > 0 && listed.length <= valuesMax && listed.every(isScalarFact);
  return {
    ...(isWhole && { enum: listed.filter(isScalarFact) }),
    ...('const' in schema && isScalarFact(schema.const) && { const: schema.const }),
  };
}

function nested(schema: Record<string, unknown>, depth: number, within: Within): SchemaFacts {
  const parts = [
    schema,
    ...lists(schema.allOf)
      .map((part) => resolve(part, within.root))
      .filter(isRecord),
  ];
  const properties = parts.flatMap((part) => (isRecord(part.properties) ? Object.entries(part.properties) : []));
  const required = parts.flatMap((part) => lists(part.required)).filter(isWord);
  const items = condense(schema.items, depth + 1, within);
  const anyOf = [...lists(schema.anyOf), ...lists(schema.oneOf)].flatMap(
    (branch) => condense(branch, depth + 1, within) ?? [],
  );
  return {
    ...(parts.some((part) => isRecord(part.properties)) && { properties: members(properties, depth, within) }),
    ...(required.length > 0 && { required }),
    ...(items && { items }),
    ...(anyOf.length > 0 && { anyOf }),
  };
}

function members(entries: [string, unknown][], depth: number, within: Within): Record<string, SchemaFacts> {
  const named = entries.filter(([name]) => isFact(name));
  return Object.fromEntries(named.map(([name, member]) => [name, condense(member, depth + 1, within) ?? {}]));
}

function lists(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isScalarFact(value: unknown): value is string | number | boolean | null {
  return isWord(value) || value === null || typeof value === 'number' || typeof value === 'boolean';
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && isFact(value);
}

function isFact(text: string): boolean {
  return text.length <= (/\s/.test(text) ? phraseLengthMax : wordLengthMax);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
