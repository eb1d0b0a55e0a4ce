import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 32 random bytes. */
const Token = /^[\w-]{43}$/;

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 in hex, by which a session is looked up; null for what cannot be a token. */
export function hashOf(token: unknown): string | null {
  if (typeof token !== 'string' || !Token.test(token)) return null;
  return createHash('sha256').update(token).digest('hex');
}

/** Compares two hashes in constant time. */
export function isEqual(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
