import { z } from 'zod';

export type SchemaFacts = {
  type?: string | string[];
  enum?: (string | number | boolean | null)[];
  const?: string | number | boolean | null;
  format?: string;
  required?: string[];
  properties?: Record<string, SchemaFacts>;
  items?: SchemaFacts;
  anyOf?: SchemaFacts[];
};

const Scalar = z.union([z.string().max(200), z.number(), z.boolean(), z.null()]);

/** The factual part of a JSON Schema; no sentences. */
export const SchemaFacts: z.ZodType<SchemaFacts> = z.lazy(() =>
  z.strictObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(Scalar).optional(),
    const: Scalar.optional(),
    format: z.string().optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), SchemaFacts).optional(),
    items: SchemaFacts.optional(),
    anyOf: z.array(SchemaFacts).optional(),
  }),
);

export const Package = z.strictObject({
  registryType: z.enum(['npm', 'pypi', 'oci', 'nuget', 'mcpb']),
  identifier: z.string(),
  version: z.string().optional(),
});
export type Package = z.infer<typeof Package>;

/** The facts about one server: names, types and values, without a publisher's sentence. */
export const ServerFacts = z.strictObject({
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: z.string().min(1),
  publisher: z.string().optional(),
  repository: z.url().optional(),
  licence: z.string().optional(),
  packages: z.array(Package),
  remotes: z.array(z.strictObject({ type: z.enum(['streamable-http', 'sse']), url: z.url() })),
  source: z.string().min(1),
  readAt: z.iso.datetime(),
  knowledge: z.enum(['introspected', 'listed']),
  tools: z.array(
    z.strictObject({
      name: z.string().min(1).max(200),
      inputSchema: SchemaFacts.optional(),
      annotations: z
        .strictObject({
          readOnlyHint: z.boolean().optional(),
          destructiveHint: z.boolean().optional(),
          idempotentHint: z.boolean().optional(),
          openWorldHint: z.boolean().optional(),
        })
        .optional(),
    }),
  ),
});
export type ServerFacts = z.infer<typeof ServerFacts>;
