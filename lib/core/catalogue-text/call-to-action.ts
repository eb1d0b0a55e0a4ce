import type { Category } from '@/lib/core/risk/words/lexicon';

/** What a reader of a tool's page is invited to do with it. */
export const callToAction: Readonly<Record<Category, string>> = {
  Read: 'Cap this tool',
  Write: 'Limit this tool',
  Execute: 'Rate-limit this tool',
  Destructive: 'Restrict this tool',
  Financial: 'Gate this tool',
  Other: 'Set a rule for this tool',
};
