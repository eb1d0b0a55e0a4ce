import { createHmac } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { db, type Transaction } from '@/lib/base/database/client';
import { env } from '@/lib/base/env';
import { AppError } from '@/lib/base/errors';
import { createLimiter } from '@/lib/base/rate-limits/rate-limits';
import { ContactInput } from './schema';

/** Messages an hour of one address. What other addresses send counts for them alone. */
const byAddress = createLimiter(
  'contact',
  { points: 5, seconds: 3_600 },
  'Your message was not sent. There were too many messages.',
);

/** Rows that are kept, at most some 60 MB. */
const STORED_MAX = 10_000;

/**
 * Stores a message from the contact form; only a message that can be stored counts towards the limit. When there are too
 * many, the oldest of the network that sent the most goes, so that a crowd pushes out its own first.
 */
export async function sendContactMessage(input: unknown, address: string, storedMax = STORED_MAX): Promise<void> {
  const parsed = ContactInput.safeParse(input);
  if (!parsed.success) {
    const { fieldErrors } = z.flattenError(parsed.error);
    throw new AppError('invalid', 'Your message was not sent. Some fields are invalid.', { fieldErrors });
  }
  await byAddress.count(address);
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('policylayer.contact', 0))`;
    await tx.contactMessage.create({ data: { ...parsed.data, network: networkOf(address) } });
    await makeRoom(tx, storedMax);
  });
}

async function makeRoom(tx: Transaction, storedMax: number): Promise<void> {
  if ((await tx.contactMessage.count()) <= storedMax) return;
  await tx.$executeRaw`
    DELETE FROM "ContactMessage" WHERE "id" = (
      SELECT "id" FROM "ContactMessage" WHERE "network" IS NOT DISTINCT FROM (
        SELECT "network" FROM "ContactMessage" GROUP BY "network" ORDER BY count(*) DESC, max("createdAt") DESC LIMIT 1)
      ORDER BY "createdAt", "id" LIMIT 1)`;
}

/** A keyed hash of the network: /24 of IPv4, /48 of IPv6. It tells networks apart and no address. */
function networkOf(address: string): string {
  return createHmac('sha256', env().AUTH_SECRET)
    .update(`policylayer network ${prefixOf(address)}`)
    .digest('hex');
}

function prefixOf(address: string): string {
  const [host = ''] = address.split('/');
  if (!ipaddr.isValid(host)) return 'unknown';
  const known = ipaddr.process(host);
  return known
    .toByteArray()
    .slice(0, known.kind() === 'ipv4' ? 3 : 6)
    .join('.');
}
