import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '@/lib/errors';

const MINUTE = 60;

/** Attempts of one process; the e-mail limits hold against a password list, the address limits against an address list. */
const limiters = {
  'sign-in': {
    address: new RateLimiterMemory({ keyPrefix: 'in-address', points: 60, duration: 15 * MINUTE }),
    email: new RateLimiterMemory({ keyPrefix: 'in-email', points: 10, duration: 15 * MINUTE }),
  },
  'sign-up': {
    address: new RateLimiterMemory({ keyPrefix: 'up-address', points: 30, duration: 60 * MINUTE }),
    email: new RateLimiterMemory({ keyPrefix: 'up-email', points: 5, duration: 60 * MINUTE }),
  },
};

type Attempt = { kind: keyof typeof limiters; address: string; email: string };

/** Counts an attempt before any work is done for it; throws where there were too many, known address or not. */
export async function countAttempt({ kind, address, email }: Attempt): Promise<void> {
  const { address: byAddress, email: byEmail } = limiters[kind];
  try {
    await byAddress.consume(address);
    await byEmail.consume(email.trim().toLowerCase().slice(0, 254));
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const minutes = Math.max(1, Math.ceil(error.msBeforeNext / 60_000));
    throw new AppError(
      'rate_limited',
      `Too many attempts. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    );
  }
}
