import * as z from 'zod';
import { Policy } from '@/lib/core/policy/document/schema';

const ToolCall = z.strictObject({
  /** Milliseconds on the clock of this case; 0 when absent. */
  at: z.number().optional(),
  grant: z.string().optional(),
  session: z.string().optional(),
  /** An approval for exactly this call is presented. */
  approved: z.boolean().optional(),
  tool: z.string(),
  args: z.record(z.string(), z.unknown()),
  expect: z.strictObject({
    outcome: z.enum(['allow', 'deny', 'hold']),
    rule: z.string(),
    message: z.string().optional(),
    /** Whether `tools/list` shows the tool. */
    listed: z.boolean().optional(),
    /** Of a refusal by a limit; null: this call can never succeed. */
    retryAfterMs: z.number().nullable().optional(),
    /** Of a hold. */
    expiresInSeconds: z.number().optional(),
  }),
});

const ClassExpected = z.strictObject({
  outcome: z.enum(['allow', 'deny']),
  rule: z.string(),
  message: z.string().optional(),
});

/** `resources/read` of a URI. */
const ResourceRead = z.strictObject({ resource: z.string(), expect: ClassExpected });
/** `prompts/get` of a name. */
const PromptGet = z.strictObject({ prompt: z.string(), expect: ClassExpected });

/** One golden case, as the files of `cases/` are written: a policy, and calls in order with what must come of each. */
export const Case = z.strictObject({
  $schema: z.string().optional(),
  /** The guarantee as a sentence; the file is named by it. */
  name: z.string().min(1),
  /** null: a grant without policy. */
  policy: z.nullable(Policy),
  /** The tools that the server has, for whoever reads or lints the case; no decision depends on them. */
  tools: z.array(z.looseObject({ name: z.string() })).optional(),
  calls: z.array(z.union([ToolCall, ResourceRead, PromptGet])).min(1),
});

export type Case = z.infer<typeof Case>;
