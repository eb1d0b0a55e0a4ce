/** A member of a definition that differs, null where it is absent. Values that are no text are JSON, indented. */
export type Difference = { member: string; before: string | null; after: string | null };

type Definition = Record<string, unknown>;

/** What people read first, in this order; every other member follows. */
const FIRST = ['title', 'description', 'inputSchema', 'annotations'];

/**
 * What differs between two definitions, member by member; of an input schema parameter by parameter, and of annotations
 * hint by hint. Without a `before` everything is new. What is not in it is the same in both.
 */
export function compareDefinitions(before: Definition | null, after: Definition): Difference[] {
  const [old, fresh] = [flatten(before ?? {}), flatten(after)];
  const members = [...new Set([...fresh.keys(), ...old.keys()])];
  return members
    .map((member) => ({ member, before: old.get(member) ?? null, after: fresh.get(member) ?? null }))
    .filter((one) => one.before !== one.after);
}

function flatten(definition: Definition): Map<string, string> {
  const { name: _, ...rest } = definition;
  const others = Object.keys(rest).filter((member) => !FIRST.includes(member));
  const flat = new Map<string, string>();
  for (const member of [...FIRST, ...others.sort()]) {
    if (!Object.hasOwn(rest, member)) continue;
    const value = rest[member];
    if (member === 'inputSchema') flattenSchema(value, flat);
    else if (member === 'annotations') flattenInto('Annotation', value, flat);
    else flat.set(headings[member] ?? `Member ${member}`, textOf(value));
  }
  return flat;
}

const headings: Record<string, string> = { title: 'Title', description: 'Description', outputSchema: 'Output schema' };

function flattenSchema(schema: unknown, flat: Map<string, string>): void {
  if (!isRecord(schema)) return void flat.set('Input schema', textOf(schema));
  const { properties, ...rest } = schema;
  flattenInto('Parameter', properties, flat);
  if (Object.keys(rest).length > 0) flat.set('Input schema, all but its parameters', textOf(rest));
}

function flattenInto(kind: string, value: unknown, flat: Map<string, string>): void {
  if (value === undefined) return;
  if (!isRecord(value)) return void flat.set(`${kind}s`, textOf(value));
  for (const [key, child] of Object.entries(value)) flat.set(`${kind} ${key}`, textOf(child));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(sorted(value), null, 2);
}

/** The order of keys says nothing, so it must not look like a difference. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, child]) => [key, sorted(child)]));
}

function isRecord(value: unknown): value is Definition {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
