import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { cookies } from 'next/headers';
import { env } from '@/lib/base/env';
import type { KnownDevice } from '@/lib/domain/accounts/sign-in';
import { secureCookie } from './session-cookie';

// Device cookie: a browser that signed in has a token for that account, also after signing out. It grants nothing;
// attempts to sign in with it are counted apart from those of strangers.
// opens nothing: with it, attempts to sign in are counted apart from those of strangers.

const SECONDS = 180 * 24 * 60 * 60;
/** Accounts of one browser; the oldest sign-in is dropped. */
const DEVICES_MAX = 5;

/** The browser's devices with a valid signature that have not expired. */
export async function knownDevices(): Promise<KnownDevice[]> {
  return (await tokens()).flatMap((token) => readDevice(token, Date.now()) ?? []);
}

/** Remembers this browser for an account that has just signed in. */
export async function rememberDevice(userId: string): Promise<void> {
  const others = (await tokens()).filter((token) => {
    const device = readDevice(token, Date.now());
    return device !== null && device.userId !== userId;
  });
  const { name, options } = secureCookie('devices');
  const value = [makeDevice(userId, Date.now()), ...others].slice(0, DEVICES_MAX).join('.');
  (await cookies()).set(name, value, { ...options, maxAge: SECONDS });
}

async function tokens(): Promise<string[]> {
  const value = (await cookies()).get(secureCookie('devices').name)?.value ?? '';
  return value.length > 2_000 ? [] : value.split('.').slice(0, DEVICES_MAX);
}

export function makeDevice(userId: string, nowMs: number): string {
  const claim = `${userId}~${Math.floor(nowMs / 1_000) + SECONDS}~${randomBytes(16).toString('base64url')}`;
  return `${claim}~${sign(claim)}`;
}

/** Null: wrong signature or expired. */
export function readDevice(token: string, nowMs: number): KnownDevice | null {
  const [userId = '', until = '', id = '', signature = ''] = token.split('~');
  const expected = Buffer.from(sign(`${userId}~${until}~${id}`));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return Number(until) * 1_000 > nowMs ? { userId, id } : null;
}

function sign(claim: string): string {
  return createHmac('sha256', env().AUTH_SECRET).update(`policylayer device ${claim}`).digest('base64url');
}
