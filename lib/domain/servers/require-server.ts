import type { Transaction } from '@/lib/base/database/client';
import { notFound } from '@/lib/base/errors';
import { requireId } from '@/lib/base/input/require-id';
import type { Viewer } from '@/lib/domain/actors/viewer';

type Reader = Pick<Transaction, 'server'>;

/** The viewer's server, or the answer that nobody has it. */
export async function requireServer(reader: Reader, viewer: Viewer, serverId: string) {
  const server = await reader.server.findFirst({
    where: { id: requireId(serverId, 'server'), organisationId: viewer.organisationId },
  });
  if (!server) throw notFound('server');
  return server;
}
