import { z } from 'zod';
import { containments } from '@/lib/core/attacks/attack';
import { Package } from '@/lib/core/catalogue-model/facts';
import { severities } from '@/lib/core/risk/weigh/severity';
import { categories } from '@/lib/core/risk/words/lexicon';

// Parts of the JSON of pages and of the read API. The OpenAPI document comes from these schemas, and they type the
// functions.

export const Category = z.enum(categories).describe('What a tool can do, by its most severe effect.');
export const Severity = z.enum(severities).describe('How much harm one call can do.');
const Confidence = z.number().min(0).max(1).describe('How far the definition supports the category.');
export const Knowledge = z
  .enum(['introspected', 'listed'])
  .describe('introspected: read from the running server. listed: known only by name, from a document.');
export const Url = z.url().describe('The page for people; with .md and .json appended, the same for machines.');

export const ServerSummary = z.strictObject({
  url: Url,
  slug: z.string(),
  name: z.string(),
  publisher: z.string().nullable(),
  repository: z.string().nullable(),
  licence: z.string().nullable(),
  packages: z.array(Package),
  source: z.string().describe('Where the facts were read.'),
  readAt: z.iso.datetime(),
  origin: z
    .enum(['shipped', 'registry'])
    .describe(
      'shipped: facts that come with the project, without publisher’s descriptions. registry: read from the MCP registry and the server.',
    ),
});

export const ServerItem = z.strictObject({
  url: Url,
  slug: z.string(),
  name: z.string(),
  publisher: z.string().nullable(),
  tools: z.int().min(0).describe('How many tools the catalogue knows of it.'),
});

export const ToolItem = z.strictObject({
  url: Url,
  slug: z.string(),
  name: z.string(),
  server: z.strictObject({ slug: z.string(), name: z.string() }),
  category: Category,
  severity: Severity,
  confidence: Confidence,
});

export const Evidence = z.strictObject({
  place: z.enum(['name', 'title', 'description', 'parameter', 'value', 'sibling', 'hint']),
  quote: z.string().describe('The words of the definition that the category was read from.'),
  parameter: z.string().optional(),
  category: Category.optional(),
});

export const Risk = z.strictObject({
  category: Category,
  severity: Severity,
  confidence: Confidence,
  rationale: z.array(z.string()),
  evidence: z.array(Evidence),
  signals: z.array(
    z.strictObject({
      kind: z.enum(['path', 'url', 'code', 'sql', 'html', 'credential', 'bulk', 'many_parameters']),
      evidence: Evidence,
    }),
  ),
  perValue: z
    .strictObject({
      parameter: z.string(),
      values: z.array(z.strictObject({ value: z.string(), category: Category })),
    })
    .nullable()
    .describe('If one argument selects the operation: what each of its values does.'),
});

export const PolicyDocument = z
  .looseObject({ version: z.literal('1') })
  .describe('A policy.json of PolicyLayer; /docs/policy.md has its grammar.');

export const PolicyText = z
  .string()
  .describe('The same policy as text, byte for byte what the page shows, copies and downloads.');

export const Question = z.strictObject({
  question: z.string(),
  answer: z.string(),
  policy: PolicyDocument.optional(),
  policyText: PolicyText.optional(),
});

export const AttackItem = z.strictObject({
  url: Url,
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  severity: Severity,
  containment: z
    .enum(containments)
    .describe('How far a gateway can contain it: contained, partly, or only the damage that follows.'),
});

export const AttackOnTool = z.strictObject({
  url: Url,
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  because: z.string().describe('Why it concerns this tool, a clause.'),
});
