import { z } from 'zod';
import { Policy } from '@/lib/core/policy/document/schema';
import { severities } from '@/lib/core/risk/weigh/severity';
import { categories } from '@/lib/core/risk/words/lexicon';

const Identity = z.strictObject({
  kind: z.enum(['npm', 'pypi', 'oci', 'host', 'repository', 'program']),
  /** Without control characters and lone surrogates, which the database refuses. */
  name: z
    .string()
    .max(150)
    .regex(/^\P{C}+$/u),
});

/** All that leaves the browser. */
export const StackQuestion = z.strictObject({ servers: z.array(Identity).min(1).max(100) });
export type StackQuestion = z.infer<typeof StackQuestion>;

const Candidate = z.object({
  slug: z.string(),
  name: z.string(),
  /** Paths of its remotes, from the catalogue. */
  paths: z.array(z.string()),
});
export type Candidate = z.infer<typeof Candidate>;

/** Candidates in the catalogue for each identity, in the order of the question. */
export const StackAnswer = z.object({ found: z.array(z.array(Candidate)) });
export type StackAnswer = z.infer<typeof StackAnswer>;

export const serversAtOnceMax = 25;

const StackTool = z.object({
  slug: z.string(),
  name: z.string(),
  category: z.enum(categories),
  severity: z.enum(severities),
  /** What the recommended policy does with it, decided by the evaluator. */
  treatment: z.string(),
});
export type StackTool = z.infer<typeof StackTool>;

export const StackServer = z.object({ slug: z.string(), name: z.string(), tools: z.array(StackTool), policy: Policy });
export type StackServer = z.infer<typeof StackServer>;

export const StackServers = z.object({ servers: z.array(StackServer) });
