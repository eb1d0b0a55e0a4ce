import { notFound } from '@/lib/base/errors';
import type { Attack } from '@/lib/core/attacks/attack';
import { attacks, findAttack } from '@/lib/core/attacks/attacks';
import { replay } from '@/lib/core/attacks/replay';
import { writePolicy } from '@/lib/core/policy/document/write-json';
import { attackItem } from './items';
import type { AttackList, AttackResource } from './resources';

export function readAttack(slug: string, origin: string): AttackResource {
  const attack = findAttack(slug);
  if (!attack) throw notFound('attack');
  return attackResource(attack, origin);
}

export function listAttacks(origin: string): AttackList {
  return { url: `${origin}/attacks`, attacks: attacks.map((attack) => attackItem(attack, origin)) };
}

function attackResource(attack: Attack, origin: string): AttackResource {
  const { steps, exposed, policy, effect, remains, signals, sources } = attack;
  return {
    ...attackItem(attack, origin),
    steps: [...steps],
    exposed,
    policy,
    policyText: writePolicy(policy),
    effect,
    remains: [...remains],
    log: replay(attack).map(({ at, times, outcome, rule, message, call: { tool, args, says } }) => ({
      at,
      times,
      tool,
      args,
      outcome,
      rule,
      message,
      says,
    })),
    signals: [...signals],
    sources: sources.map(({ title, by, url }) => ({ title, by, url })),
  };
}
