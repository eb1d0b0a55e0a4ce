import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import type { Actor } from '@/lib/domain/actors/actor';
import { testOrganisation } from '@/lib/domain/organisations/test-organisation';
import { listVersions } from '@/lib/domain/policies/list-versions';
import { publishPolicy } from '@/lib/domain/policies/publish-policy';
import { ActorKind } from '@/prisma/client/enums';
import { listChanges } from './list-changes';
import { recordChange } from './record';

await freshDatabase();

async function everyKind() {
  const own = await testOrganisation();
  const { organisationId, role, userId } = own.admin;
  const { email } = await db().user.findUniqueOrThrow({ where: { id: userId } });
  const named: Record<ActorKind, [Actor, string]> = {
    person: [own.admin, email],
    key: [{ kind: 'key', organisationId, role, keyId: randomUUID(), name: 'CI' }, 'API key CI'],
    command: [{ kind: 'command', organisationId, role }, 'Command line'],
    worker: [{ kind: 'worker', organisationId, role, name: 'retention' }, 'Worker (retention)'],
  };
  return { ...own, userId, named };
}

test('the change log names every kind of actor', async () => {
  const { admin, named } = await everyKind();
  for (const [actor] of Object.values(named))
    await recordChange(db(), actor, { verb: 'server.rename', subjectId: actor.kind, detail: {} });
  const { changes } = await listChanges(admin, {});
  const shown = Object.fromEntries(changes.map(({ subjectId, actor }) => [subjectId, actor]));
  expect(shown).toEqual(Object.fromEntries(Object.values(ActorKind).map((kind) => [kind, named[kind][1]])));
});

test('the versions of a policy name every kind of author', async () => {
  const { admin, serverId, named } = await everyKind();
  const document = '{"version":"1","default":"deny"}';
  for (const [actor] of Object.values(named)) await publishPolicy(actor, { serverId, document });
  const authors = (await listVersions(admin, { serverId })).map(({ author }) => author).reverse();
  // The first version was made with the organisation, by a command.
  expect(authors).toEqual(['Command line', ...Object.values(named).map(([, name]) => name)]);
});

test('a person who was removed is a former member, whose e-mail address is nowhere in the log', async () => {
  const { admin, userId } = await everyKind();
  const { email } = await db().user.findUniqueOrThrow({ where: { id: userId } });
  await recordChange(db(), admin, { verb: 'server.rename', subjectId: 'x', detail: {} });
  await db().user.delete({ where: { id: userId } });
  expect((await listChanges(admin, {})).changes).toMatchObject([{ actor: 'A former member' }]);
  expect(JSON.stringify(await db().change.findMany())).not.toContain(email);
});

test.each([
  ['a person without an id', { actorKind: 'person' }],
  ['a command with the id of a person', { actorKind: 'command', actorId: randomUUID() }],
  ['a key without a name', { actorKind: 'key', actorId: randomUUID() }],
  ['a kind that does not exist', { actorKind: 'robot' }],
])('the database refuses a change by %s', async (_, actor) => {
  const data = { organisationId: randomUUID(), verb: 'server.rename', subjectId: 'x', detail: {}, ...actor };
  await expect(db().change.create({ data: data as never })).rejects.toThrow();
});
