/** What an input schema says of one argument, as far as rules can use it. */
export type Argument = {
  name: string;
  type: string | null;
  required: boolean;
  values: Scalar[] | null;
  /** For lists: what each element is. */
  items: Argument | null;
  format: string | null;
};

/** The top-level arguments of a JSON Schema; null when there is none to read. What it says unclearly is left out. */
export function argumentsOf(inputSchema: unknown): Argument[] | null {
  if (!isRecord(inputSchema)) return null;
  const { properties, required } = inputSchema;
  const needed = new Set(isListOf(required, isText) ? required : []);
  const entries = isRecord(properties) ? Object.entries(properties) : [];
  return entries.map(([name, property]) => readArgument(name, property, needed.has(name), 1));
}

/** `depth` bounds lists of lists: rules look into one. */
function readArgument(name: string, property: unknown, required: boolean, depth: number): Argument {
  const said = isRecord(property) ? property : {};
  const type = isText(said.type) ? said.type : null;
  const format = isText(said.format) ? said.format : null;
  const one = said.const;
  const values = isScalar(one) ? [one] : isListOf(said.enum, isScalar) ? said.enum : null;
  const inner = type === 'array' && depth > 0 ? readArgument(name, said.items, false, depth - 1) : null;
  return { name, type, required, values, items: inner, format };
}

type Scalar = string | number | boolean | null;

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isListOf<T>(value: unknown, isOne: (one: unknown) => one is T): value is T[] {
  return Array.isArray(value) && value.every(isOne);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
