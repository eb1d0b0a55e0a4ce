import { createHash, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { listChanges } from '@/lib/domain/change-log/list-changes';
import { testOrganisation } from '@/lib/domain/organisations/test-organisation';
import { endOtherSessions, endSession, signOut } from './end-session';
import { findSession } from './find-session';
import { listSessions } from './list-sessions';
import { SESSION_SECONDS, SESSIONS_MAX } from './schema';
import { startSession } from './start-session';
import { testSession } from './test-session';

await freshDatabase();

const MINUTE_MS = 60_000;
let userId: string;
let organisationId: string;

beforeEach(async () => {
  ({ userId, organisationId } = (await testOrganisation()).admin);
});

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS);
const rows = () => db().session.findMany({ where: { userId } });
const start = (now?: Date, replaces?: unknown) => startSession({ userId, userAgent: null, replaces }, now);

describe('a session', () => {
  test('names its person, their organisation and their role of now', async () => {
    const { token, actor } = await testSession(userId);
    expect(actor).toMatchObject({ kind: 'person', userId, organisationId, role: 'admin' });
    await db().member.updateMany({ where: { userId }, data: { role: 'viewer' } });
    expect(await findSession(token)).toMatchObject({ role: 'viewer' });
  });

  test('has 256 random bits and is stored as their hash only', async () => {
    const { token } = await testSession(userId);
    expect(token).toMatch(/^[\w-]{43}$/);
    const stored = await rows();
    expect(stored).toMatchObject([{ tokenHash: createHash('sha256').update(token).digest('hex') }]);
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  test('is for the organisation that its person has been in longest', async () => {
    const other = await testOrganisation();
    const member = { organisationId: other.admin.organisationId, userId, role: 'viewer' as const };
    await db().member.create({ data: { ...member, createdAt: inMinutes(-1) } });
    await db().member.updateMany({ where: { userId, organisationId }, data: { createdAt: inMinutes(-2) } });
    expect((await testSession(userId)).actor).toMatchObject({ organisationId, role: 'admin' });
  });

  test('ends after twelve hours, however much it is used', async () => {
    const token = await start();
    expect(await findSession(token, inMinutes(SESSION_SECONDS / 60 - 1))).not.toBeNull();
    expect(await findSession(token, inMinutes(SESSION_SECONDS / 60 + 1))).toBeNull();
  });

  test.each(['Member', 'User', 'Organisation'])('ends with its %s', async (noun) => {
    const { token } = await testSession(userId);
    if (noun === 'Member') await db().member.deleteMany({ where: { userId, organisationId } });
    if (noun === 'User') await db().user.delete({ where: { id: userId } });
    if (noun === 'Organisation') await db().organisation.delete({ where: { id: organisationId } });
    expect(await findSession(token)).toBeNull();
    expect(await rows()).toEqual([]);
  });

  test('cannot start for someone who is in no organisation', async () => {
    await db().member.deleteMany({ where: { userId } });
    await expect(start()).rejects.toMatchObject({ code: 'forbidden' });
    expect(await rows()).toEqual([]);
  });

  test('always has a token of its own, and ends the one that the browser had before', async () => {
    const former = await start();
    const other = await start();
    const token = await start(undefined, former);
    expect(token).not.toBe(former);
    expect(await findSession(former)).toBeNull();
    expect(await findSession(other)).not.toBeNull();
    expect(await findSession(token)).not.toBeNull();
  });

  test('is not opened by an id, a hash, a forged token or what is none', async () => {
    const { token } = await testSession(userId);
    const [row] = await rows();
    const forged = randomBytes(32).toString('base64url');
    const wrong = [row?.id, row?.tokenHash, forged, `${token} `, token.slice(1), '', undefined, null, 1, {}, [token]];
    for (const claim of wrong) expect(await findSession(claim), String(claim)).toBeNull();
  });
});

describe('when a session was last seen', () => {
  const seen = async () => (await rows()).map(({ lastSeenAt }) => lastSeenAt.getTime());

  test('is written at most once in five minutes', async () => {
    const token = await start();
    const before = await seen();
    await findSession(token, inMinutes(4));
    expect(await seen()).toEqual(before);
    const later = inMinutes(6);
    await Promise.all([1, 2, 3].map(() => findSession(token, later)));
    expect(await seen()).toEqual([later.getTime()]);
  });

  test('is not written of a session that is ended at the same moment, which stays ended', async () => {
    const sessions = await Promise.all([1, 2, 3, 4, 5].map(() => testSession(userId)));
    const later = inMinutes(6);
    await Promise.all(sessions.flatMap(({ token, actor }) => [findSession(token, later), signOut(actor)]));
    for (const { token } of sessions) expect(await findSession(token, later)).toBeNull();
    expect(await rows()).toEqual([]);
  });
});

describe('sessions do not pile up', () => {
  test('the twenty-first ends the one that was used longest ago', async () => {
    const tokens: string[] = [];
    for (let minute = 0; minute < SESSIONS_MAX; minute += 1) tokens.push(await start(inMinutes(minute - 60)));
    await findSession(tokens[0], inMinutes(0));
    await start();
    const open = await Promise.all(tokens.map((token) => findSession(token)));
    expect(open.map((actor) => actor !== null)).toEqual(tokens.map((_, index) => index !== 1));
    expect(await rows()).toHaveLength(SESSIONS_MAX);
  });

  test('neither do many sign-ins at once go beyond the bound', async () => {
    await Promise.all(Array.from({ length: SESSIONS_MAX + 10 }, () => start()));
    expect(await rows()).toHaveLength(SESSIONS_MAX);
  });

  test('a sign-in removes expired sessions of anybody', async () => {
    await start(inMinutes(-SESSION_SECONDS / 60 - 1));
    const other = await testOrganisation();
    await testSession(other.admin.userId);
    expect(await rows()).toEqual([]);
  });
});

describe('ending', () => {
  test('signing out ends the session itself, a copy of its cookie included, and no other', async () => {
    const [here, there] = [await testSession(userId), await testSession(userId)];
    await signOut(here.actor);
    expect(await findSession(here.token)).toBeNull();
    expect(await findSession(there.token)).not.toBeNull();
  });

  test('one session is ended once, of two people at the same moment one is told', async () => {
    const [here, there] = [await testSession(userId), await testSession(userId)];
    const ends = [endSession(here.actor, there.actor.sessionId), endSession(here.actor, there.actor.sessionId)];
    const codes = (await Promise.allSettled(ends)).map((end) =>
      end.status === 'rejected' ? end.reason.code : 'ended',
    );
    expect(codes.sort()).toEqual(['ended', 'not_found']);
    expect(await findSession(there.token)).toBeNull();
    const { changes } = await listChanges(here.actor, {});
    expect(changes.map(({ verb, detail }) => [verb, detail])).toEqual([
      ['session.end', { device: 'Firefox on Linux' }],
    ]);
  });

  test('all other sessions end, and neither this one nor anybody else’s', async () => {
    const [here, ...others] = [await testSession(userId), await testSession(userId), await testSession(userId)];
    const stranger = await testSession((await testOrganisation()).admin.userId);
    expect(await endOtherSessions(here.actor)).toBe(2);
    expect(await endOtherSessions(here.actor)).toBe(0);
    for (const { token } of others) expect(await findSession(token)).toBeNull();
    expect(await findSession(here.token)).not.toBeNull();
    expect(await findSession(stranger.token)).not.toBeNull();
    expect((await listChanges(here.actor, {})).changes).toMatchObject([
      { verb: 'session.end_others', detail: { sessions: 2 } },
    ]);
  });

  test('a member of the same organisation sees and ends no session of another', async () => {
    const colleague = (await testOrganisation()).admin.userId;
    await db().member.deleteMany({ where: { userId: colleague } });
    await db().member.create({ data: { organisationId, userId: colleague, role: 'admin' } });
    const [own, theirs] = [await testSession(userId), await testSession(colleague)];
    expect(theirs.actor.organisationId).toBe(own.actor.organisationId);
    await expect(endSession(theirs.actor, own.actor.sessionId)).rejects.toMatchObject({ code: 'not_found' });
    expect((await listSessions(theirs.actor)).map(({ id }) => id)).toEqual([theirs.actor.sessionId]);
    expect(await endOtherSessions(theirs.actor)).toBe(0);
    expect(await findSession(own.token)).not.toBeNull();
  });
});

test('the list has this session first, and never a token or its hash', async () => {
  const [here, there] = [await testSession(userId), await testSession(userId)];
  const shown = await listSessions(here.actor);
  expect(shown.map(({ id, isCurrent }) => [id, isCurrent])).toEqual([
    [here.actor.sessionId, true],
    [there.actor.sessionId, false],
  ]);
  expect(Object.keys(shown[0] ?? {}).sort()).toEqual(['createdAt', 'device', 'id', 'isCurrent', 'lastSeenAt']);
});
