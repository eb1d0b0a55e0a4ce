import * as z from 'zod/mini';

/** What an input schema says of one argument, as far as rules can use it. */
export type Argument = {
  name: string;
  type: string | null;
  required: boolean;
  values: (string | number | boolean | null)[] | null;
  /** For lists: what each element is. */
  items: Argument | null;
  format: string | null;
};

/** What is not as expected is taken for absent. */
const orAbsent = <T extends z.core.SomeType>(schema: T) => z.catch(z.optional(schema), undefined);
const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const Property = z.object({
  type: orAbsent(z.string()),
  enum: orAbsent(z.array(Value)),
  const: orAbsent(Value),
  format: orAbsent(z.string()),
  items: z.optional(z.unknown()),
});

const InputSchema = z.object({
  properties: orAbsent(z.record(z.string(), z.unknown())),
  required: orAbsent(z.array(z.string())),
});

/** The top-level arguments of a JSON Schema; null when there is none to read. What it says unclearly is left out. */
export function argumentsOf(inputSchema: unknown): Argument[] | null {
  const schema = InputSchema.safeParse(inputSchema);
  if (!schema.success) return null;
  const { properties = {}, required = [] } = schema.data;
  const needed = new Set(required);
  return Object.entries(properties).map(([name, property]) => readArgument(name, property, needed.has(name), 1));
}

/** `depth` bounds lists of lists: rules look into one. */
function readArgument(name: string, property: unknown, required: boolean, depth: number): Argument {
  const { data } = Property.safeParse(property);
  const { type = null, format = null, items } = data ?? {};
  const values = data?.const !== undefined ? [data.const] : (data?.enum ?? null);
  const inner = type === 'array' && depth > 0 ? readArgument(name, items, false, depth - 1) : null;
  return { name, type, required, values, items: inner, format };
}
