import { db } from '@/lib/base/database/client';
import type { ActorKind } from '@/prisma/client/enums';
import type { Actor } from './actor';

/**
 * What a row keeps of its actor. `id` is a person's or a key's. `name` is what a key or a job was called at that time, so
 * that the row still names a key that was removed; of a person no name is kept.
 */
export type Signature = { kind: ActorKind; id: string | null; name: string | null };

export function signatureOf(actor: Actor): Signature {
  switch (actor.kind) {
    case 'person':
      return { kind: 'person', id: actor.userId, name: null };
    case 'key':
      return { kind: 'key', id: actor.keyId, name: actor.name };
    case 'command':
      return { kind: 'command', id: null, name: null };
    case 'worker':
      return { kind: 'worker', id: null, name: actor.name };
  }
}

/** Names for the actors of these rows, as pages show them. One query, for the e-mail addresses of people. */
export async function namesOf(signatures: readonly Signature[]): Promise<(signature: Signature) => string> {
  const userIds = signatures.flatMap(({ kind, id }) => (kind === 'person' && id !== null ? [id] : []));
  const users = await db().user.findMany({
    where: { id: { in: [...new Set(userIds)] } },
    select: { id: true, email: true },
  });
  const emails = new Map(users.map(({ id, email }) => [id, email]));
  return ({ kind, id, name }) => {
    switch (kind) {
      case 'person':
        return emails.get(id ?? '') ?? 'A former member';
      case 'key':
        return `API key ${name}`;
      case 'command':
        return 'Command line';
      case 'worker':
        return `Worker (${name})`;
    }
  };
}
