import { z } from 'zod';
import { canonical } from '@/lib/core/mcp/canonical';

export type Definition = {
  title: string | null;
  description: string | null;
  inputSchema: unknown;
  annotations: unknown;
};

/** Diff of two definitions. Both are untrusted: names are cut, and lists end after `listMax`. */
export const Difference = z.object({
  /** Before, only the name was known, or nothing. */
  firstRead: z.literal(true).optional(),
  texts: z.array(z.enum(['title', 'description'])),
  hints: z.boolean(),
  added: z.array(z.string()),
  removed: z.array(z.string()),
  /** Changed parameters, with their types in words; equal types mean that the difference is deeper. */
  retyped: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
  /** Parameters with only another text. */
  reworded: z.array(z.string()),
});
export type Difference = z.infer<typeof Difference>;

const listMax = 30;
const nameMax = 80;

export function differenceOf(before: Definition, after: Definition): Difference {
  const from = parametersOf(before.inputSchema);
  const to = parametersOf(after.inputSchema);
  const both = [...from].flatMap(([name, old]) => {
    const now = to.get(name);
    return now ? [{ name, old, now }] : [];
  });
  const retyped = both.filter(({ old, now }) => old.rule !== now.rule);
  const reworded = both.filter(({ old, now }) => old.rule === now.rule && old.texts !== now.texts);
  return {
    ...(before.inputSchema === null && after.inputSchema !== null && { firstRead: true }),
    texts: (['title', 'description'] as const).filter((text) => before[text] !== after[text]),
    hints: textOf(before.annotations) !== textOf(after.annotations),
    added: shown([...to.keys()].filter((name) => !from.has(name))),
    removed: shown([...from.keys()].filter((name) => !to.has(name))),
    retyped: retyped.slice(0, listMax).map(({ name, old, now }) => ({ name: cut(name), from: old.type, to: now.type })),
    reworded: shown(reworded.map(({ name }) => name)),
  };
}

type Parameter = { type: string; rule: string; texts: string };

function parametersOf(schema: unknown): Map<string, Parameter> {
  const { properties, required } = z
    .looseObject({
      properties: z.record(z.string(), z.unknown()).catch({}).default({}),
      required: z.array(z.unknown()).catch([]).default([]),
    })
    .catch({ properties: {}, required: [] })
    .parse(schema ?? {});
  const needed = new Set(required);
  return new Map(
    Object.entries(properties).map(([name, property]) => {
      const type = cut(typeOf(property)) + (needed.has(name) ? ', required' : '');
      return [name, { type, rule: `${type} ${textOf(withoutTexts(property))}`, texts: textOf(property) }];
    }),
  );
}

const Property = z
  .looseObject({ type: z.union([z.string(), z.array(z.string())]), enum: z.array(z.unknown()) })
  .partial();

function typeOf(property: unknown): string {
  const known = Property.safeParse(property).data;
  if (known?.enum) return `one of ${known.enum.map(String).join(', ')}`;
  return [known?.type ?? 'any'].flat().join(' or ');
}

function withoutTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([key, child]) => !isText(key, child));
  return Object.fromEntries(members.map(([key, child]) => [key, withoutTexts(child)]));
}

/** A parameter may be named "description", and is then an object. */
function isText(key: string, value: unknown): boolean {
  return typeof value === 'string' && (key === 'description' || key === 'title' || key === '$comment');
}

function textOf(value: unknown): string {
  return value === undefined ? '' : canonical(value);
}

function shown(names: string[]): string[] {
  return names.slice(0, listMax).map(cut);
}

function cut(text: string): string {
  return text.length <= nameMax ? text : `${text.slice(0, nameMax - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
