import { provisionFor } from '@/cli/provision-server';
import { db } from '@/lib/base/database/client';
import type { Actor } from '@/lib/domain/actors/actor';
import type { Target } from './wire';

/** An organisation for one run, removed afterwards; the call log keeps its calls. */
export async function openOrganisation(gatewayAddress: string) {
  const { id: organisationId } = await db().organisation.create({ data: { name: 'Attack', mayReachPrivate: true } });
  const actor: Actor = { kind: 'command', organisationId, role: 'admin' };
  return {
    actor,
    async provide(name: string, upstream: string, policy: object): Promise<Target> {
      const document = JSON.stringify(policy);
      const made = await provisionFor(actor, { upstream, file: name, document, name, gatewayAddress });
      if ('problems' in made) throw new Error(made.problems.join('\n'));
      return { url: new URL(new URL(made.gatewayUrl).pathname, gatewayAddress).href, token: made.token };
    },
    async remove(): Promise<void> {
      await db().organisation.delete({ where: { id: organisationId } });
    },
  };
}
