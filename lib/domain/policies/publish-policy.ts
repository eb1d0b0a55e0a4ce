import { db, type Transaction } from '@/lib/base/database/client';
import { AppError } from '@/lib/base/errors';
import { parse } from '@/lib/base/input/parse';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { recordChange } from '@/lib/domain/change-log/record';
import { requireServer } from '@/lib/domain/servers/require-server';
import { acceptDocument } from './accept-document';
import { authorship } from './authors';
import { countPublishing } from './count-publishing';
import { PublishPolicyInput } from './schema';

export type PublishedVersion = { policyId: string; versionId: string; number: number };

/**
 * Adds the next version of a server's policy; versions never change. `expectedVersion` is the number the editor started
 * from (0: none yet): when another version was published meanwhile, nothing is stored and the answer is a conflict.
 */
export async function publishPolicy(actor: Actor, input: PublishPolicyInput): Promise<PublishedVersion> {
  authorise(actor, 'policy.publish');
  const { serverId, name, document, expectedVersion } = parse(PublishPolicyInput, input);
  const { organisationId } = actor;
  await countPublishing(actor, document);
  // Before the transaction, which would hold a connection while a long document is read.
  const { id } = await requireServer(db(), actor, serverId);
  acceptDocument(document, await db().tool.findMany({ where: { serverId: id, organisationId } }));
  return db().$transaction(async (tx) => {
    const server = await requireServer(tx, actor, serverId);
    const policyId = await lockPolicy(tx, organisationId, server.id, name);
    const latest = await latestNumber(tx, organisationId, policyId);
    if (expectedVersion !== undefined && expectedVersion !== latest) throw moved(latest, expectedVersion);
    const number = latest + 1;
    const version = await tx.policyVersion.create({
      data: { organisationId, policyId, number, document, ...authorship(actor) },
    });
    await recordChange(tx, actor, {
      verb: 'policy.publish',
      subjectId: policyId,
      detail: { server: server.name, policy: name, version: number },
    });
    return { policyId, versionId: version.id, number };
  });
}

/** The policy's id, made if missing; the update takes the row, so that two publishers come one after the other. */
async function lockPolicy(tx: Transaction, organisationId: string, serverId: string, name: string): Promise<string> {
  const { id } = await tx.policy.upsert({
    where: { serverId_name: { serverId, name }, organisationId },
    create: { organisationId, serverId, name },
    update: { name },
    select: { id: true },
  });
  return id;
}

async function latestNumber(tx: Transaction, organisationId: string, policyId: string): Promise<number> {
  const latest = await tx.policyVersion.findFirst({
    where: { policyId, organisationId },
    orderBy: { number: 'desc' },
    select: { number: true },
  });
  return latest?.number ?? 0;
}

function moved(latest: number, expected: number): AppError {
  const started = expected === 0 ? 'no version' : `version ${expected}`;
  return new AppError(
    'conflict',
    `Version ${latest} is published, but your draft started from ${started}. Nothing was published and your draft is kept: ` +
      'open the page in another tab to compare, then publish from the newest version.',
  );
}
