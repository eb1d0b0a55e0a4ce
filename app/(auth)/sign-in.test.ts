import NextAuth from 'next-auth';
import { encode } from 'next-auth/jwt';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { env } from '@/lib/base/env';
import { emptyFormState } from '@/lib/core/form-state';
import { createAccount } from '@/lib/domain/accounts/create-account';
import { findSession } from '@/lib/domain/sessions/find-session';
import { startSession } from '@/lib/domain/sessions/start-session';
import { signedInActor } from '@/lib/edges/auth/actor';
import { authOptions } from '@/lib/edges/auth/options';
import { readSession } from '@/lib/edges/auth/session-cookie';
import { signInWith } from '@/lib/edges/auth/sign-in';
import { signInAction, signOutAction, signUpAction } from './actions';

// Next's own request, as one browser: a jar of cookies and its headers.
const browser = vi.hoisted(() => ({ jar: new Map<string, string>(), headers: new Headers() }));
vi.mock('next/headers', () => ({
  headers: async () => browser.headers,
  cookies: async () => ({
    get: (name: string) => (browser.jar.has(name) ? { name, value: browser.jar.get(name) } : undefined),
    has: (name: string) => browser.jar.has(name),
    set: (name: string, value: string, { maxAge }: { maxAge: number }) =>
      maxAge > 0 ? browser.jar.set(name, value) : browser.jar.delete(name),
  }),
}));

await freshDatabase();
// Where next-auth's own handler believes itself to be.
process.env.NEXTAUTH_URL = 'http://localhost:3000';

const COOKIE = 'policylayer-session';
const password = 'correct horse battery';
let email: string;
let userId: string;
let count = 0;

beforeEach(async () => {
  browser.jar.clear();
  browser.headers = new Headers({
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0',
    'x-forwarded-for': `198.51.100.${++count}`,
  });
  email = `ada-${count}@example.com`;
  ({ userId } = await createAccount({ email, password }));
});

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

const isRedirect = { digest: expect.stringMatching(/^NEXT_REDIRECT/) };
const signIn = () => signInAction(emptyFormState, form({ email, password, next: '/servers' }));
const cookie = () => browser.jar.get(COOKIE) ?? '';
const sessions = () => db().session.findMany({ where: { userId } });

describe('the form', () => {
  test('signs in through the password provider, into a session that names browser and organisation', async () => {
    await expect(signIn()).rejects.toMatchObject(isRedirect);
    const actor = await findSession(await readSession());
    expect(actor).toMatchObject({ kind: 'person', userId, email });
    expect(await sessions()).toMatchObject([
      { id: actor?.sessionId, organisationId: actor?.organisationId, device: 'Firefox on Linux' },
    ]);
  });

  test('answers a wrong password in words and starts nothing', async () => {
    const state = await signInAction(emptyFormState, form({ email, password: 'a wrong password' }));
    expect(state).toMatchObject({ ok: false, message: 'E-mail address and password do not match.', values: { email } });
    expect(cookie()).toBe('');
    expect(await sessions()).toEqual([]);
  });

  test('signs a new account in', async () => {
    const fresh = `new-${count}@example.com`;
    await expect(signUpAction(emptyFormState, form({ email: fresh, password }))).rejects.toMatchObject(isRedirect);
    expect(await findSession(await readSession())).toMatchObject({ email: fresh });
  });

  test('signs out so that a copy of the cookie is dead, and other browsers stay signed in', async () => {
    const elsewhere = await startSession({ userId, userAgent: null, replaces: undefined });
    await expect(signIn()).rejects.toMatchObject(isRedirect);
    const copied = cookie();
    await expect(signOutAction()).rejects.toMatchObject(isRedirect);
    expect(cookie()).toBe('');
    browser.jar.set(COOKIE, copied);
    await expect(signedInActor()).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await findSession(elsewhere)).not.toBeNull();
  });
});

describe('a cookie', () => {
  test('that somebody planted before is not the session that a sign-in starts, and ends with it', async () => {
    const stranger = await createAccount({ email: `mallory-${count}@example.com`, password });
    const planted = await startSession({ userId: stranger.userId, userAgent: null, replaces: undefined });
    browser.jar.set(COOKIE, await encode({ token: { session: planted }, secret: env().AUTH_SECRET }));
    await expect(signIn()).rejects.toMatchObject(isRedirect);
    expect(await readSession()).not.toBe(planted);
    expect(await findSession(await readSession())).toMatchObject({ userId });
    expect(await findSession(planted)).toBeNull();
  });

  test.each([
    ['of an earlier version', { sub: 'a', sessionVersion: 0 }],
    ['that names a user', { sub: 'a', userId: 'a', session: { userId: 'a' } }],
    ['that names a session by its id', { session: '01980000-0000-7000-8000-000000000000' }],
    ['with a token of nobody', { session: 'A'.repeat(43) }],
  ])('%s opens nothing, though we sealed it', async (_, token) => {
    browser.jar.set(COOKIE, await encode({ token, secret: env().AUTH_SECRET }));
    await expect(signedInActor()).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('that we did not seal, or whose time is over, opens nothing', async () => {
    const session = await startSession({ userId, userAgent: null, replaces: undefined });
    const foreign = await encode({ token: { session }, secret: 'x'.repeat(64) });
    const late = await encode({ token: { session }, secret: env().AUTH_SECRET, maxAge: -60 });
    for (const value of [foreign, late, session, 'x.y.z', '']) {
      browser.jar.set(COOKIE, value);
      await expect(signedInActor()).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    browser.jar.set(COOKIE, await encode({ token: { session }, secret: env().AUTH_SECRET }));
    expect(await signedInActor()).toMatchObject({ userId });
  });

  test('carries the token alone, and its session ends at the next request after it was ended', async () => {
    await expect(signIn()).rejects.toMatchObject(isRedirect);
    expect(await signedInActor()).toMatchObject({ userId });
    await db().session.deleteMany({ where: { userId } });
    await expect(signedInActor()).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('next-auth’s own handler accepts our options', () => {
  type Answer = { headers: Record<string, string | string[]>; body: unknown };

  async function ask(method: string, action: string[], body: Record<string, string>, cookies: Record<string, string>) {
    const answer: Answer = { headers: {}, body: undefined };
    const response = {
      status: () => response,
      getHeader: (name: string) => answer.headers[name],
      setHeader: (name: string, value: string | string[]) => Object.assign(answer.headers, { [name]: value }),
      send: (sent: unknown) => Object.assign(answer, { body: sent }),
      json: (sent: unknown) => Object.assign(answer, { body: sent }),
      end: () => undefined,
    };
    const request = { method, query: { nextauth: action }, body, cookies, headers: { host: 'localhost:3000' } };
    await NextAuth(request as never, response as never, authOptions());
    const set = [answer.headers['Set-Cookie'] ?? []].flat().map((line) => line.split(';')[0]?.split('=') ?? []);
    return {
      ...answer,
      cookies: Object.fromEntries(set.map(([name, value]) => [name, decodeURIComponent(value ?? '')])),
    };
  }

  async function post(credentials: Record<string, string>) {
    const csrf = await ask('GET', ['csrf'], {}, {});
    const { csrfToken } = csrf.body as { csrfToken: string };
    return ask('POST', ['callback', 'password'], { ...credentials, csrfToken, json: 'true' }, csrf.cookies);
  }

  test('a right password starts a session of the table', async () => {
    const answer = await post({ email, password });
    browser.jar.set(COOKIE, answer.cookies[COOKIE] ?? '');
    expect(await signedInActor()).toMatchObject({ userId });
    expect(await sessions()).toHaveLength(1);
  });

  test('a wrong password and a request without its CSRF token start none', async () => {
    expect((await post({ email, password: 'a wrong password' })).cookies[COOKIE]).toBeUndefined();
    const forged = await ask('POST', ['callback', 'password'], { email, password }, {});
    expect(forged.cookies[COOKIE]).toBeUndefined();
    expect(await sessions()).toEqual([]);
  });
});

test('an identity that another kind of provider vouches for opens nothing', () => {
  const account = { type: 'oauth' as const, provider: 'oidc', providerAccountId: userId };
  expect(authOptions().callbacks.signIn({ user: { id: userId }, account })).toBe(false);
  expect(authOptions().callbacks.signIn({ user: { id: userId }, account: null })).toBe(false);
});

test('a form cannot name a provider that is not there', async () => {
  await expect(signInWith('oidc', { email, password })).rejects.toThrow('No provider called oidc');
});
