import type { Category } from '@/lib/risk/lexicon';
import type { Attack } from './attack';
import { destructiveAutonomy, runawayLoops } from './attacks-by-autonomy';
import { exfiltration, indirectInjection } from './attacks-by-content';
import { confusedDeputy, toolPoisoning } from './attacks-by-trust';

export const attacks: readonly Attack[] = [
  indirectInjection,
  destructiveAutonomy,
  confusedDeputy,
  runawayLoops,
  exfiltration,
  toolPoisoning,
];

export function attacksOn(category: Category): Attack[] {
  return attacks.filter(({ categories }) => categories.includes(category));
}

export function findAttack(slug: string): Attack | undefined {
  return attacks.find((attack) => attack.slug === slug);
}
