import type { Category } from '@/lib/core/risk/words/lexicon';
import { wordSet } from '@/lib/core/risk/words/sets';

/** Nouns of action: "account_deletion", "graphql_mutation". */
export const actionNouns: Readonly<Record<Exclude<Category, 'Read' | 'Other'>, ReadonlySet<string>>> = {
  Write: wordSet(`
    assignment builder composer configuration creation creator editor enrollment feedback generation insertion
    modification mutation publication registration scheduler submission subscription unsubscription updater
    uploader writer
  `),
  Execute: wordSet(`
    activation automation controller deployment emulation execution executor inference injection installation
    installer interpreter invocation invoker launcher migration off on repl runner sandbox simulation synthesis
  `),
  Destructive: wordSet(`
    cancellation cleaner deleter deletion destruction eraser eviction removal remover revocation termination
    truncation
  `),
  Financial: wordSet(
    'booking checkout donation order payment payout purchase refund reimbursement reservation settlement withdrawal',
  ),
};
