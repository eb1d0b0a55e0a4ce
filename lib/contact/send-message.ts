import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { z } from 'zod';
import { db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { ContactInput } from './schema';

/** Messages an hour: of one address, and of all together, which bounds what a crowd of addresses can store. */
const byAddress = new RateLimiterMemory({ keyPrefix: 'contact', points: 5, duration: 3_600 });
const together = new RateLimiterMemory({ keyPrefix: 'contact-all', points: 200, duration: 3_600 });

/** Stores a message from the contact form; only a message that can be stored counts towards the limit. */
export async function sendContactMessage(input: unknown, address: string): Promise<void> {
  const parsed = ContactInput.safeParse(input);
  if (!parsed.success) {
    const { fieldErrors } = z.flattenError(parsed.error);
    throw new AppError('invalid', 'Your message was not sent. Some fields need a second look.', { fieldErrors });
  }
  await countMessage(address);
  await db().contactMessage.create({ data: parsed.data });
}

async function countMessage(address: string): Promise<void> {
  try {
    await byAddress.consume(address);
    await together.consume('all');
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const minutes = Math.max(1, Math.ceil(error.msBeforeNext / 60_000));
    const wait = `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
    throw new AppError('rate_limited', `Your message was not sent: there were too many. Try again in ${wait}.`);
  }
}
