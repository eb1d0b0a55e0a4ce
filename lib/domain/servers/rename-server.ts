import { z } from 'zod';
import { db } from '@/lib/base/database/client';
import { parse } from '@/lib/base/input/parse';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { recordChange } from '@/lib/domain/change-log/record';
import { requireServer } from './require-server';
import { ServerName } from './schema';

const RenameServerInput = z.object({ serverId: z.string(), name: ServerName });

export async function renameServer(actor: Actor, input: z.input<typeof RenameServerInput>): Promise<void> {
  authorise(actor, 'server.rename');
  const { serverId, name } = parse(RenameServerInput, input);
  await db().$transaction(async (tx) => {
    const server = await requireServer(tx, actor, serverId);
    if (server.name === name) return;
    await tx.server.update({ where: { id: server.id, organisationId: actor.organisationId }, data: { name } });
    await recordChange(tx, actor, {
      verb: 'server.rename',
      subjectId: server.id,
      detail: { from: server.name, to: name },
    });
  });
}
