import { createHash, randomBytes } from 'node:crypto';
import { db } from '@/lib/base/database/client';
import { AppError, notFound } from '@/lib/base/errors';
import { parse } from '@/lib/base/input/parse';
import { requireId } from '@/lib/base/input/require-id';
import { type Actor, authorise, userIdOf } from '@/lib/domain/actors/actor';
import { recordChange } from '@/lib/domain/change-log/record';
import { requireServer } from '@/lib/domain/servers/require-server';
import { MintGrantInput } from './schema';

const PREFIX = 'plg_';
/** Of one organisation, those that stand: every gateway keeps all of them in memory. */
const GRANTS_MAX = 10_000;

export type MintedGrant = { grant: { id: string; label: string; tokenHint: string }; token: string };

/** A new bearer token for one server under one policy. The token leaves here once; only its hash is stored. */
export async function mintGrant(actor: Actor, input: MintGrantInput): Promise<MintedGrant> {
  authorise(actor, 'grant.mint');
  const { serverId, label, policyId, expiresAt } = parse(MintGrantInput, input);
  if (expiresAt && expiresAt <= new Date()) {
    throw new AppError('invalid', 'The expiry is in the past. No grant was created.', {
      fieldErrors: { expiresAt: ['Choose a time in the future.'] },
    });
  }
  const token = PREFIX + randomBytes(32).toString('base64url');
  const { organisationId } = actor;
  const grant = await db().$transaction(async (tx) => {
    const server = await requireServer(tx, actor, serverId);
    const policy = await tx.policy.findFirst({
      where: { id: requireId(policyId, 'policy'), serverId: server.id, organisationId },
    });
    if (!policy) throw notFound('policy');
    if ((await tx.grant.count({ where: { organisationId, revokedAt: null } })) >= GRANTS_MAX) throw tooMany();
    const made = await tx.grant.create({
      data: {
        organisationId,
        serverId: server.id,
        policyId: policy.id,
        label,
        tokenHash: createHash('sha256').update(token).digest('hex'),
        tokenHint: token.slice(-4),
        expiresAt,
        createdById: userIdOf(actor),
      },
      select: { id: true, label: true, tokenHint: true },
    });
    await recordChange(tx, actor, {
      verb: 'grant.mint',
      subjectId: made.id,
      detail: { label, server: server.name, policy: policy.name, expiresAt: expiresAt?.toISOString() ?? null },
    });
    return made;
  });
  return { grant, token };
}

function tooMany(): AppError {
  const sentence = `An organisation has at most ${GRANTS_MAX.toLocaleString('en')} active grants. No grant was created.`;
  return new AppError('conflict', `${sentence} Revoke those that nobody uses.`);
}
