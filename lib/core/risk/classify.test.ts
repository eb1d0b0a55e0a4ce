import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { severities } from '@/lib/core/risk/weigh/severity';
import { categories } from '@/lib/core/risk/words/lexicon';
import { classifyTool, type ToolDefinition } from './classify';

const Case = z.strictObject({
  name: z.string(),
  tool: z.strictObject({
    name: z.string(),
    description: z.string().optional(),
    inputSchema: z.unknown().optional(),
    annotations: z.unknown().optional(),
    siblings: z.array(z.string()).optional(),
    knowledge: z.enum(['introspected', 'listed']),
  }),
  expect: z.strictObject({
    category: z.enum(categories),
    severity: z.enum(severities).optional(),
    confidenceMin: z.number().optional(),
    confidenceMax: z.number().optional(),
    /** Category by value; {}: no argument selects the operation. */
    perValue: z.record(z.string(), z.enum(categories)).optional(),
    evidence: z.array(z.strictObject({ place: z.string(), quote: z.string() })).optional(),
    rationale: z.array(z.string()).optional(),
    signals: z.array(z.string()).optional(),
  }),
});

const folder = new URL('./cases/', import.meta.url);
const files = readdirSync(folder);

function casesOf(file: string): z.infer<typeof Case>[] {
  return z.array(Case).parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
}

for (const file of files) {
  describe(file.replace('.json', ''), () => {
    test.each(casesOf(file))('$name', ({ tool, expect: wanted }) => {
      const risk = classifyTool(tool);
      expect(risk.category).toBe(wanted.category);
      if (wanted.severity) expect(risk.severity).toBe(wanted.severity);
      expect(risk.confidence).toBeGreaterThanOrEqual(wanted.confidenceMin ?? 0);
      expect(risk.confidence).toBeLessThanOrEqual(wanted.confidenceMax ?? 1);
      if (wanted.perValue) {
        const found = (risk.perValue?.values ?? []).map(({ value, category }) => [value, category]);
        expect(Object.fromEntries(found)).toEqual(wanted.perValue);
      }
      for (const piece of wanted.evidence ?? []) expect(risk.evidence).toContainEqual(expect.objectContaining(piece));
      for (const words of wanted.rationale ?? []) expect(risk.rationale.join(' ')).toContain(words);
      if (wanted.signals) expect(risk.signals.map(({ kind }) => kind)).toEqual(wanted.signals);
    });
  });
}

/** The properties of a schema; {} if it is malformed. */
function propertiesOf(inputSchema: unknown): object {
  const schema = z.object({ properties: z.looseObject({}) }).safeParse(inputSchema);
  return schema.success ? schema.data.properties : {};
}

const admissions: [string, (tool: ToolDefinition) => ToolDefinition][] = [
  ['readOnlyHint: false', (tool) => ({ ...tool, annotations: { readOnlyHint: false } })],
  ['destructiveHint: true', (tool) => ({ ...tool, annotations: { destructiveHint: true } })],
  [
    'an argument "output_path"',
    (tool) => ({
      ...tool,
      inputSchema: { properties: { ...propertiesOf(tool.inputSchema), output_path: { type: 'string' } } },
    }),
  ],
  [
    'an argument "overwrite"',
    (tool) => ({
      ...tool,
      inputSchema: { properties: { ...propertiesOf(tool.inputSchema), overwrite: { type: 'boolean' } } },
    }),
  ],
];

test.each(admissions)('a definition that admits more, by %s, is never rated lower', (_, admit) => {
  const lower = files.flatMap(casesOf).filter(({ tool }) => {
    const before = classifyTool(tool).severity;
    return severities.indexOf(classifyTool(admit(tool)).severity) < severities.indexOf(before);
  });
  expect(lower.map(({ name }) => name)).toEqual([]);
});

const hostile: unknown[] = [
  null,
  7,
  [],
  { properties: null },
  { properties: { a: null, b: 3, __proto__: { enum: [] } } },
];

test.each(hostile)('a definition of the wrong shape (%j) is classified without an exception', (odd) => {
  const risk = classifyTool({ name: 'get_x', inputSchema: odd, annotations: odd, knowledge: 'introspected' });
  expect(risk.category).toBe('Read');
});
