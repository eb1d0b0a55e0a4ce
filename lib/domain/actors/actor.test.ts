import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ActorKind, Role } from '@/prisma/client/enums';
import { type Action, type Actor, authorise, isAllowed, userIdOf } from './actor';

const inOrganisation = { organisationId: randomUUID(), role: 'admin' as const };
const actors: Record<ActorKind, Actor> = {
  person: { ...inOrganisation, kind: 'person', userId: randomUUID() },
  key: { ...inOrganisation, kind: 'key', keyId: randomUUID(), name: 'CI' },
  command: { ...inOrganisation, kind: 'command' },
  worker: { ...inOrganisation, kind: 'worker', name: 'retention' },
};
const kinds = Object.values(ActorKind);
const reads: Action = 'read';

test.each(kinds)('a %s reaches what its role reaches, and no more', (kind) => {
  expect(isAllowed({ ...actors[kind], role: 'admin' }, 'grant.mint')).toBe(true);
  expect(isAllowed({ ...actors[kind], role: 'policy_manager' }, 'grant.mint')).toBe(false);
  expect(isAllowed({ ...actors[kind], role: 'policy_manager' }, 'policy.publish')).toBe(true);
  expect(isAllowed({ ...actors[kind], role: 'viewer' }, 'policy.publish')).toBe(false);
  expect(isAllowed({ ...actors[kind], role: 'viewer' }, 'read')).toBe(true);
});

test.each(['owner', 'ADMIN', '', 'toString', undefined, null])('the unknown role %s reaches nothing', (role) => {
  for (const kind of kinds) {
    const actor = { ...actors[kind], role } as Actor;
    expect(isAllowed(actor, reads)).toBe(false);
    expect(() => authorise(actor, reads)).toThrow('Nothing was changed');
  }
});

test.each(['robot', 'Person', '', 'toString', '__proto__', undefined, null])(
  'the unknown kind %s reaches nothing',
  (kind) => {
    for (const role of Object.values(Role)) {
      const actor = { ...actors.person, kind, role } as unknown as Actor;
      expect(isAllowed(actor, reads)).toBe(false);
      expect(() => authorise(actor, reads)).toThrow('Nothing was changed');
    }
  },
);

test('only a person has a user id', () => {
  expect(kinds.filter((kind) => userIdOf(actors[kind]) !== null)).toEqual(['person']);
});
