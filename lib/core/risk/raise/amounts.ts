import { type Parameter, withInner } from '@/lib/core/risk/read/schema-reading';
import { amountWords, movingVerbs } from '@/lib/core/risk/words/lists/money';
import { wordsOf } from '@/lib/core/risk/words/words';
import type { Raised } from './beyond-writing';

/** Transferring an amount moves money, whatever the other words are. */
export function transfersAmount(name: string, parameters: readonly Parameter[]): Raised | undefined {
  if (!wordsOf(name).some((word) => movingVerbs.has(word))) return undefined;
  const sum = parameters.flatMap(withInner).find((one) => wordsOf(one.name).some((word) => amountWords.has(word)));
  if (!sum) return undefined;
  const evidence = { place: 'parameter', quote: sum.name, parameter: sum.name, category: 'Financial' } as const;
  return { category: 'Financial', evidence, why: 'says how much is moved' };
}
