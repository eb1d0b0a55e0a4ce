import type { SchemaFacts } from './facts';

/** Levels of a schema that are kept: an argument, its members, and theirs. */
const depthMax = 3;
const valuesMax = 60;
const valueLengthMax = 100;

/** The facts within a JSON Schema: types, names, values and what is required, without a sentence; undefined when there are none. */
export function condenseSchema(schema: unknown, depth = 0): SchemaFacts | undefined {
  if (!isRecord(schema) || depth > depthMax) return undefined;
  const facts: SchemaFacts = {
    ...types(schema.type),
    ...values(schema),
    ...(typeof schema.format === 'string' && { format: schema.format }),
    ...nested(schema, depth),
  };
  return Object.keys(facts).length > 0 ? facts : undefined;
}

function types(type: unknown): Pick<SchemaFacts, 'type'> {
  if (typeof type === 'string') return { type };
  const all = Array.isArray(type) ? type.filter((one) => typeof one === 'string') : [];
  return all.length > 0 ? { type: all } : {};
}

function values(schema: Record<string, unknown>): Pick<SchemaFacts, 'enum' | 'const'> {
  const listed = Array.isArray(schema.enum) ? schema.enum.filter(isScalar).slice(0, valuesMax) : [];
  return {
    ...(listed.length > 0 && { enum: listed }),
    ...('const' in schema && isScalar(schema.const) && { const: schema.const }),
  };
}

function nested(schema: Record<string, unknown>, depth: number): SchemaFacts {
  const required = Array.isArray(schema.required) ? schema.required.filter((one) => typeof one === 'string') : [];
  const items = condenseSchema(schema.items, depth + 1);
  const branches = [schema.anyOf, schema.oneOf].flatMap((part) => (Array.isArray(part) ? part : []));
  const anyOf = branches.flatMap((branch) => condenseSchema(branch, depth + 1) ?? []);
  return {
    ...(isRecord(schema.properties) && { properties: members(schema.properties, depth) }),
    ...(required.length > 0 && { required }),
    ...(items && { items }),
    ...(anyOf.length > 0 && { anyOf }),
  };
}

function members(properties: Record<string, unknown>, depth: number): Record<string, SchemaFacts> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, member]) => [name, condenseSchema(member, depth + 1) ?? {}]),
  );
}

function isScalar(value: unknown): value is string | number | boolean | null {
  if (typeof value === 'string') return value.length <= valueLengthMax;
  return value === null || typeof value === 'number' || typeof value === 'boolean';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
