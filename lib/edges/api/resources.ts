import { z } from 'zod';
import { changeKinds } from '@/lib/domain/catalogue-changes/schema';
import {
  AttackItem,
  AttackOnTool,
  Category,
  Knowledge,
  PolicyDocument,
  PolicyText,
  Question,
  Risk,
  ServerItem,
  ServerSummary,
  Severity,
  ToolItem,
  Url,
} from './parts';

export const ToolResource = z.strictObject({
  url: Url,
  slug: z.string(),
  name: z.string(),
  title: z.string().nullable().describe('The publisher’s words.'),
  description: z.string().nullable().describe('The publisher’s words: untrusted text, quoted as it was read.'),
  server: ServerSummary,
  knowledge: Knowledge,
  inputSchema: z.unknown().describe('The known part; null if only the name is known.'),
  annotations: z.unknown().describe('The publisher’s hints; null if there are none.'),
  firstSeenAt: z.iso.datetime(),
  changedAt: z.iso.datetime().describe('When the definition last changed.'),
  purpose: z.string(),
  stakes: z.string().describe('The risk of a call, and what a rule can do about it.'),
  risk: Risk,
  policy: PolicyDocument,
  policyText: PolicyText,
  effect: z.string().describe('What the recommended policy does.'),
  attacks: z.array(AttackOnTool),
  questions: z.array(Question),
  related: z.array(ToolItem),
});
export type ToolResource = z.infer<typeof ToolResource>;

export const ServerResource = z.strictObject({
  ...ServerSummary.shape,
  counts: z.array(z.strictObject({ category: Category, tools: z.int().min(0) })),
  policy: PolicyDocument,
  summary: z.string().describe('What the policy does to how many tools.'),
  policyText: PolicyText,
  tools: z.array(ToolItem),
  questions: z.array(Question),
});
export type ServerResource = z.infer<typeof ServerResource>;

export const AttackResource = z.strictObject({
  ...AttackItem.shape,
  steps: z.array(z.string()),
  exposed: z.string().describe('Which tools are exposed.'),
  policy: PolicyDocument,
  policyText: PolicyText,
  effect: z.string(),
  remains: z.array(z.string()).describe('What neither the policy nor the gateway stops.'),
  log: z
    .array(
      z.strictObject({
        at: z.number().describe('Seconds after the scenario starts.'),
        times: z.int().min(1),
        tool: z.string(),
        args: z.record(z.string(), z.unknown()),
        outcome: z.enum(['allow', 'deny', 'hold']),
        rule: z.string(),
        message: z.string(),
        says: z.string(),
      }),
    )
    .describe('The calls of the scenario as the policy decides them.'),
  signals: z.array(z.string()),
  sources: z.array(z.strictObject({ title: z.string(), by: z.string(), url: z.string() })),
});
export type AttackResource = z.infer<typeof AttackResource>;

export const AttackList = z.strictObject({ url: Url, attacks: z.array(AttackItem) });
export type AttackList = z.infer<typeof AttackList>;

const Meaning = { means: z.string(), advice: z.string() };

/** A severity or category with its best-known tools. */
export const LevelResource = z.strictObject({
  url: Url,
  severity: Severity.nullable(),
  category: Category.nullable(),
  ...Meaning,
  total: z.int().min(0).describe('The number of tools in the catalogue.'),
  tools: z.array(ToolItem),
});
export type LevelResource = z.infer<typeof LevelResource>;

export const RiskResource = z.strictObject({
  url: Url,
  severities: z.array(z.strictObject({ url: Url, severity: Severity, ...Meaning, tools: z.int().min(0) })),
  categories: z.array(z.strictObject({ url: Url, category: Category, ...Meaning, tools: z.int().min(0) })),
});
export type RiskResource = z.infer<typeof RiskResource>;

/** The front page of the catalogue. */
export const CatalogueResource = z.strictObject({
  url: Url,
  servers: z.int().min(0),
  tools: z.int().min(0),
  largest: z.array(ServerItem).describe('The servers with the most tools.'),
});
export type CatalogueResource = z.infer<typeof CatalogueResource>;

const RiskPair = z.strictObject({ category: Category, severity: Severity });

export const ChangeList = z.strictObject({
  changes: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(changeKinds),
      at: z.iso.datetime(),
      server: z.strictObject({ slug: z.string(), name: z.string() }),
      tool: z
        .strictObject({ slug: z.string(), name: z.string() })
        .nullable()
        .describe('null if the change concerns a whole server.'),
      toolCount: z.int().min(0).nullable().describe('The number of tools in a change of a whole server.'),
      before: RiskPair.nullable(),
      after: RiskPair.nullable(),
      says: z.string().describe('What happened, as a clause after the name.'),
      differences: z.array(z.string()).describe('What differs, in sentences.'),
      url: Url.nullable().describe('null if the page no longer exists.'),
    }),
  ),
  next: z.url().nullable().describe('The next page; null on the last.'),
});
export type ChangeList = z.infer<typeof ChangeList>;
