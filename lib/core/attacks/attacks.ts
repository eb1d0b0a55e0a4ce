import type { Attack } from './attack';
import { compromisedPackage } from './compromised-package';
import { confusedDeputy } from './confused-deputy';
import { credentialLeak } from './credential-leak';
import { destructiveAutonomy } from './destructive-autonomy';
import { exfiltration } from './exfiltration';
import { type Exposable, exposureOf } from './exposure';
import { indirectInjection } from './indirect-injection';
import { resultInjection } from './result-injection';
import { rugPull } from './rug-pull';
import { runawayLoops } from './runaway-loops';
import { tokenMisredemption } from './token-misredemption';
import { toolPoisoning } from './tool-poisoning';
import { typosquatting } from './typosquatting';

export const attacks: readonly Attack[] = [
  indirectInjection,
  resultInjection,
  exfiltration,
  destructiveAutonomy,
  runawayLoops,
  confusedDeputy,
  credentialLeak,
  tokenMisredemption,
  toolPoisoning,
  rugPull,
  typosquatting,
  compromisedPackage,
];

/** `because`: why the pattern applies, as a clause. */
export type AttackOnTool = Attack & { because: string };

const SHOWN_MAX = 5;

/** Up to 5 patterns that abuse such a tool, nearest first. */
export function attacksOn(tool: Exposable): AttackOnTool[] {
  return attacks
    .flatMap((attack) => {
      const exposed = exposureOf(attack.exposures, tool);
      return exposed ? [{ attack, exposed }] : [];
    })
    .toSorted((one, other) => other.exposed.weight - one.exposed.weight)
    .slice(0, SHOWN_MAX)
    .map(({ attack, exposed }) => ({ ...attack, because: exposed.because }));
}

export function findAttack(slug: string): Attack | undefined {
  return attacks.find((attack) => attack.slug === slug);
}
