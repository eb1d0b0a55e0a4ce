import { db } from '@/lib/base/database/client';
import { parse } from '@/lib/base/input/parse';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { recordChange } from '@/lib/domain/change-log/record';
import { requireServer } from './require-server';
import { type Settings, toStored, UpdateSettingsInput } from './settings';

const keys = ['bodyBytesMax', 'firstByteMs', 'sessionsPerMinute', 'sessionsOpenMax', 'mayAsk'] as const;

/** Changes the bounds of a server and what it may ask of clients; the gateways follow within a second. */
export async function updateSettings(actor: Actor, input: UpdateSettingsInput): Promise<void> {
  authorise(actor, 'server.settings');
  const { serverId, ...given } = parse(UpdateSettingsInput, input);
  const settings = toStored({ serverId, ...given });
  await db().$transaction(async (tx) => {
    const server = await requireServer(tx, actor, serverId);
    const changes = differences(server, settings);
    if (Object.keys(changes).length === 0) return;
    await tx.server.update({ where: { id: server.id, organisationId: actor.organisationId }, data: settings });
    await recordChange(tx, actor, {
      verb: 'server.settings',
      subjectId: server.id,
      detail: { name: server.name, ...changes },
    });
  });
}

/** What changed, each with its value before and after. */
function differences(before: Settings, after: Settings) {
  const text = (settings: Settings, key: (typeof keys)[number]) => JSON.stringify([settings[key]].flat().sort());
  const changed = keys.filter((key) => text(before, key) !== text(after, key));
  return Object.fromEntries(changed.map((key) => [key, { from: before[key], to: after[key] }]));
}
