export type Parameter = {
  name: string;
  types: string[];
  values: string[];
  description: string;
  required: boolean;
  /** For an object: its members, without theirs. */
  inner: readonly Parameter[];
};

/** Limits far above any known tool; the rest is not read. */
export const parametersMax = 200;
const valuesMax = 200;
const innerMax = 50;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const none: readonly Parameter[] = [];

/** The top-level parameters of a JSON Schema; malformed ones are left out. */
export function parametersOf(inputSchema: unknown): Parameter[] {
  if (!isRecord(inputSchema) || !isRecord(inputSchema.properties)) return [];
  const required = new Set(Array.isArray(inputSchema.required) ? inputSchema.required : []);
  return Object.entries(inputSchema.properties)
    .slice(0, parametersMax + 1)
    .map(([name, schema]) => ({
      name,
      types: typesOf(schema),
      values: valuesOf(schema),
      description: isRecord(schema) && typeof schema.description === 'string' ? schema.description : '',
      required: required.has(name),
      inner: isRecord(schema) && isRecord(schema.properties) ? innerOf(schema.properties) : none,
    }));
}

/** The argument and its members. */
export function withInner(parameter: Parameter): readonly Parameter[] {
  return parameter.inner.length > 0 ? [parameter, ...parameter.inner] : [parameter];
}

/** One level only: "params.sql" is read, members of "params.options" are not. */
function innerOf(properties: Record<string, unknown>): Parameter[] {
  return Object.entries(properties)
    .slice(0, innerMax)
    .map(([name, schema]) => ({
      name,
      types: typesOf(schema),
      values: valuesOf(schema),
      description: '',
      required: false,
      inner: none,
    }));
}

function typesOf(schema: unknown): string[] {
  if (!isRecord(schema)) return [];
  const { type } = schema;
  if (typeof type === 'string') return [type];
  const own = stringsOf(type);
  return own.length > 0 ? own : branches(schema).flatMap((branch) => (isRecord(branch) ? stringsOf(branch.type) : []));
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function valuesOf(schema: unknown): string[] {
  if (!isRecord(schema)) return [];
  const own = namedIn(schema);
  const others = branches(schema);
  const all = others.length === 0 ? own : own.concat(others.flatMap((one) => (isRecord(one) ? namedIn(one) : [])));
  return all.length > valuesMax ? all.slice(0, valuesMax) : all;
}

function namedIn(schema: Record<string, unknown>): string[] {
  const listed = Array.isArray(schema.enum) ? stringsOf(schema.enum) : [];
  return typeof schema.const === 'string' ? [...listed, schema.const] : listed;
}

function branches(schema: Record<string, unknown>): readonly unknown[] {
  if (schema.anyOf === undefined && schema.oneOf === undefined) return [];
  return [schema.anyOf, schema.oneOf].flatMap((part) => (Array.isArray(part) ? part : []));
}
