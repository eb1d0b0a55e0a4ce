import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '@/lib/base/errors';

const MINUTE = 60;

/** Requests a minute to the read API, by client address. */
export const apiRequestsMax = 300;

/** Requests a minute by client address for uncached formats: Markdown, JSON, parts of the sitemap. */
export const formatRequestsMax = 600;

/** Searches, and lookups of tools of up to 25 servers: each costs as much as many pages. */
const searchesMax = 120;
export const stackRequestsMax = 60;

const limiters = {
  format: [new RateLimiterMemory({ keyPrefix: 'format', points: formatRequestsMax, duration: MINUTE })],
  search: [new RateLimiterMemory({ keyPrefix: 'search', points: searchesMax, duration: MINUTE })],
  stack: [new RateLimiterMemory({ keyPrefix: 'stack-servers', points: stackRequestsMax, duration: MINUTE })],
  api: [new RateLimiterMemory({ keyPrefix: 'api', points: apiRequestsMax, duration: MINUTE })],
  // Rendering a picture takes a third of a second of processor time, so all clients together are limited too.
  picture: [
    new RateLimiterMemory({ keyPrefix: 'picture', points: 30, duration: MINUTE }),
    new RateLimiterMemory({ keyPrefix: 'picture-all', points: 90, duration: MINUTE }),
  ],
};

/** Counts before the work; throws above the limit. Each process counts for itself. */
export async function countVisit(kind: keyof typeof limiters, address: string): Promise<void> {
  const [own, together] = limiters[kind];
  try {
    await own?.consume(address);
    await together?.consume('all');
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
    throw new AppError('rate_limited', `Too many requests. Try again in ${seconds} s.`, { retryAfterSeconds: seconds });
  }
}
