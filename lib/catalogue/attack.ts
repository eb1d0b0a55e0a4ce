import type { Policy } from '@/lib/policy/schema';
import type { Category } from '@/lib/risk/lexicon';

/** A call and what the containing policy must decide of it; the page shows it and a test runs it. */
type AttackCall = {
  tool: string;
  args: Record<string, unknown>;
  outcome: 'allow' | 'deny' | 'hold';
  /** What the call is in the story. */
  says: string;
};

export type Attack = {
  slug: string;
  title: string;
  /** One sentence. */
  summary: string;
  /** Categories of tools that the pattern needs or abuses. */
  categories: Category[];
  how: string[];
  /** Which tools are exposed, in a sentence that starts with a capital. */
  tools: string;
  signals: string[];
  policy: Policy;
  /** What the policy contains and what it does not. */
  contains: string;
  calls: AttackCall[];
  sources: { name: string; url?: string }[];
};
