import { z } from 'zod';
import { severities } from '@/lib/core/risk/weigh/severity';
import { categories } from '@/lib/core/risk/words/lexicon';

/** A search from a URL; malformed parts are ignored. */
export const SearchInput = z.object({
  q: z
    .string()
    .transform((text) => text.replaceAll('\0', ' ').trim().slice(0, 100))
    .catch('')
    .default(''),
  category: z.enum(categories).optional().catch(undefined),
  severity: z.enum(severities).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100).catch(1).default(1),
});
export type SearchInput = z.infer<typeof SearchInput>;
