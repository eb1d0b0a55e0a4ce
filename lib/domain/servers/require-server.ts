import type { Transaction } from '@/lib/base/database/client';
import { notFound } from '@/lib/base/errors';
import { requireId } from '@/lib/base/input/require-id';
import type { Actor } from '@/lib/domain/actors/actor';

type Reader = Pick<Transaction, 'server'>;

/** The actor's server, or the answer that nobody has it. */
export async function requireServer(reader: Reader, actor: Actor, serverId: string) {
  const server = await reader.server.findFirst({
    where: { id: requireId(serverId, 'server'), organisationId: actor.organisationId },
  });
  if (!server) throw notFound('server');
  return server;
}
