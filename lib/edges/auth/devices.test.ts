import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { makeDevice, readDevice } from './devices';

const userId = randomUUID();
const now = Date.parse('2026-11-28T12:00:00Z');

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://127.0.0.1:1/none',
    AUTH_SECRET: randomBytes(32).toString('hex'),
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  });
});

test('a device is recognised for half a year', () => {
  const token = makeDevice(userId, now);
  expect(readDevice(token, now)).toMatchObject({ userId });
  expect(readDevice(token, now + 179 * 86_400_000)).toMatchObject({ userId });
  expect(readDevice(token, now + 181 * 86_400_000)).toBeNull();
});

test('two sign-ins are two devices with separate counts', () => {
  expect(readDevice(makeDevice(userId, now), now)?.id).not.toBe(readDevice(makeDevice(userId, now), now)?.id);
});

test('a token for another account, expired or forged, is not accepted', () => {
  const [, until, id, signature] = makeDevice(userId, now).split('~');
  for (const forged of [
    `${randomUUID()}~${until}~${id}~${signature}`,
    `${userId}~${Number(until) + 1}~${id}~${signature}`,
    `${userId}~${until}~other~${signature}`,
    `${userId}~${until}~${id}~`,
    `${userId}~${until}~${id}`,
    '',
  ]) {
    expect(readDevice(forged, now)).toBeNull();
  }
});
