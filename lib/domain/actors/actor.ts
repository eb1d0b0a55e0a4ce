// Organisations and who acts in them. Every verb of the noun rooms takes the actor first, asks `authorise`, and puts
// actor.organisationId into every `where`: a foreign id is answered like an unknown one.
import { AppError } from '@/lib/base/errors';
import { ActorKind, type Role } from '@/prisma/client/enums';

type InOrganisation = { organisationId: string; role: Role };

/** A member who is signed in. */
export type Person = InOrganisation & { kind: 'person'; userId: string };

/** A program with an API key; `name` is the key's label. */
type Key = InOrganisation & { kind: 'key'; keyId: string; name: string };

/** Whoever runs the installation, at its command line. */
type Command = InOrganisation & { kind: 'command' };

/** The worker process; `name` is the job that it does. */
type Worker = InOrganisation & { kind: 'worker'; name: string };

/** Who acts, in one organisation and with one role there. */
export type Actor = Person | Key | Command | Worker;

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
  'session.end': everyone,
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof mayDo;

export function isAllowed(actor: Actor, action: Action): boolean {
  return Object.hasOwn(ActorKind, actor.kind) && mayDo[action].includes(actor.role);
}

/** Throws where the actor's role does not reach; an unknown role and an unknown kind of actor reach nothing. */
export function authorise(actor: Actor, action: Action): void {
  if (isAllowed(actor, action)) return;
  throw new AppError('forbidden', `Your role does not allow this. Nothing was changed. ${whoMay(action)}`);
}

function whoMay(action: Action): string {
  return mayDo[action] === admins
    ? 'Ask an admin of your organisation.'
    : 'Ask an admin or a policy manager of your organisation.';
}

/** The person who acts; null where a key, a command or the worker does. */
export function userIdOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.userId : null;
}
