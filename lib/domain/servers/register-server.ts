import { randomUUID } from 'node:crypto';
import { db } from '@/lib/base/database/client';
import { AppError } from '@/lib/base/errors';
import { parse } from '@/lib/base/input/parse';
import { sealAddress } from '@/lib/base/secrets/server-address';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { recordChange } from '@/lib/domain/change-log/record';
import { countReading } from './count-reading';
import { pin } from './pin-tools';
import { reachServer } from './reach';
import { RegisterServerInput } from './schema';
import { sealHeaders } from './seal-headers';

/** Of one organisation: every gateway keeps all of them in memory. */
const SERVERS_MAX = 500;

/**
 * Reads the server live and stores it with every tool pinned, or stores nothing and says what failed. What is there at
 * registration is the baseline; what appears later waits for a review.
 */
export async function registerServer(actor: Actor, input: RegisterServerInput): Promise<{ id: string; tools: number }> {
  authorise(actor, 'server.register');
  const { name, url, catalogueSlug, headers = {} } = parse(RegisterServerInput, input);
  await refuseMore(actor.organisationId);
  await countReading(actor);
  const { definitions, protocolVersions } = await reachServer(actor, url, headers);

  const { organisationId } = actor;
  const id = randomUUID();
  const now = new Date();
  await db().$transaction(async (tx) => {
    await tx.server.create({
      data: {
        id,
        organisationId,
        name,
        ...sealAddress(id, url),
        catalogueSlug,
        credentialBox: sealHeaders(id, headers),
        protocolVersions,
        lastContactAt: now,
        toolsReadAt: now,
      },
    });
    await tx.tool.createMany({
      data: definitions.map((tool) => ({ ...tool, ...pin(tool), organisationId, serverId: id })),
    });
    await recordChange(tx, actor, {
      verb: 'server.register',
      subjectId: id,
      // The origin only: a path or query may carry a secret.
      detail: { name, origin: new URL(url).origin, tools: definitions.length },
    });
  });
  return { id, tools: definitions.length };
}

async function refuseMore(organisationId: string): Promise<void> {
  if ((await db().server.count({ where: { organisationId } })) < SERVERS_MAX) return;
  throw new AppError('conflict', `An organisation has at most ${SERVERS_MAX} servers. Nothing was stored.`);
}
