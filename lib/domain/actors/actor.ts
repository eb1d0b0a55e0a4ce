// Organisations and who acts in them. Every verb of the noun rooms takes the actor first, asks `authorise`, and puts
// actor.organisationId into every `where`: a foreign id is answered like an unknown one.
import { AppError } from '@/lib/base/errors';
import type { Role } from '@/prisma/client/enums';

/** Who asks, and for which organisation. `userId` is null where a command line acts for the organisation itself. */
export type Actor = { userId: string | null; organisationId: string; role: Role; email?: string };

const everyone: readonly Role[] = ['admin', 'policy_manager', 'viewer'];
const policyMakers: readonly Role[] = ['admin', 'policy_manager'];
const admins: readonly Role[] = ['admin'];

const mayDo = {
  read: everyone,
  'server.register': admins,
  'server.rename': admins,
  'server.connect': admins,
  'server.settings': admins,
  'server.remove': admins,
  'server.refresh': policyMakers,
  'tool.review': policyMakers,
  'policy.publish': policyMakers,
  'grant.mint': admins,
  'grant.revoke': admins,
  'approval.decide': policyMakers,
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof mayDo;

export function isAllowed(actor: Actor, action: Action): boolean {
  return mayDo[action].includes(actor.role);
}

/** Throws where the actor's role does not reach; an unknown role reaches nothing. */
export function authorise(actor: Actor, action: Action): void {
  if (isAllowed(actor, action)) return;
  throw new AppError('forbidden', `Your role does not allow this. Nothing was changed. ${whoMay(action)}`);
}

function whoMay(action: Action): string {
  return mayDo[action] === admins
    ? 'Ask an admin of your organisation.'
    : 'Ask an admin or a policy manager of your organisation.';
}
