import { z } from 'zod';
import { db } from '@/lib/base/database/client';
import { AppError } from '@/lib/base/errors';
import { parse } from '@/lib/base/input/parse';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { recordChange } from '@/lib/domain/change-log/record';
import { forgetDrift } from './drift';
import { pin } from './pin-tools';
import { requireServer } from './require-server';

const ReviewToolInput = z.object({
  serverId: z.string(),
  tool: z.string().max(1_024),
  /** Of the definition that was looked at. */
  definitionHash: z.string().length(64),
});

/** Pins a pending or changed tool as it was looked at; a definition that moved since then is not pinned unseen. */
export async function reviewTool(actor: Actor, input: z.input<typeof ReviewToolInput>): Promise<void> {
  authorise(actor, 'tool.review');
  const { serverId, tool, definitionHash } = parse(ReviewToolInput, input);
  await db().$transaction(async (tx) => {
    const server = await requireServer(tx, actor, serverId);
    // A trigger writes to the server when a tool changes; readings of it lock the server first too.
    await tx.$queryRaw`SELECT 1 FROM "Server" WHERE "id" = ${server.id}::uuid FOR UPDATE`;
    const seen = {
      serverId: server.id,
      organisationId: actor.organisationId,
      name: tool,
      definitionHash,
      state: { in: ['pending' as const, 'changed' as const] },
    };
    const looked = await tx.tool.findFirst({ where: seen });
    const { count } = looked ? await tx.tool.updateMany({ where: seen, data: pin(looked) }) : { count: 0 };
    if (count === 0) {
      throw new AppError(
        'conflict',
        `${tool} changed since you opened this page. Nothing was pinned. Review it again.`,
      );
    }
    await forgetDrift(tx, server);
    await recordChange(tx, actor, {
      verb: 'tool.review',
      subjectId: server.id,
      detail: { tool, definitionHash },
    });
  });
}
