import { z } from 'zod';
import { recordChange } from '@/lib/changes/record';
import { db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { parse } from '@/lib/organisations/parse';
import { authorise, type Viewer } from '@/lib/organisations/viewer';
import { requireServer } from './require-server';

const ReviewToolInput = z.object({
  serverId: z.string(),
  tool: z.string().max(1_024),
  /** Of the definition that was looked at. */
  definitionHash: z.string().length(64),
});

/** Pins a pending or changed tool as it was looked at; a definition that moved since then is not pinned unseen. */
export async function reviewTool(viewer: Viewer, input: z.input<typeof ReviewToolInput>): Promise<void> {
  authorise(viewer, 'tool.review');
  const { serverId, tool, definitionHash } = parse(ReviewToolInput, input);
  await db().$transaction(async (tx) => {
    const server = await requireServer(tx, viewer, serverId);
    const { count } = await tx.tool.updateMany({
      where: {
        serverId: server.id,
        organisationId: viewer.organisationId,
        name: tool,
        definitionHash,
        state: { in: ['pending', 'changed'] },
      },
      data: { state: 'pinned' },
    });
    if (count === 0) {
      throw new AppError(
        'conflict',
        `${tool} changed since you opened this page. Nothing was pinned; look at it again.`,
      );
    }
    await recordChange(tx, viewer, {
      verb: 'tool.review',
      subjectId: server.id,
      detail: { tool, definitionHash },
    });
  });
}
