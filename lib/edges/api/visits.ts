import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '@/lib/base/errors';

const MINUTE = 60;

/** Requests to the read API a minute from one client address. */
export const apiRequestsMax = 300;

/** Requests a minute from one client address for Markdown, JSON and parts of the sitemap, which nothing keeps rendered. */
export const faceRequestsMax = 600;

/** Searches of people, and questions about the tools of up to 25 servers: each does as much work as many pages. */
const searchesMax = 120;
export const stackRequestsMax = 60;

const limiters = {
  face: [new RateLimiterMemory({ keyPrefix: 'face', points: faceRequestsMax, duration: MINUTE })],
  search: [new RateLimiterMemory({ keyPrefix: 'search', points: searchesMax, duration: MINUTE })],
  stack: [new RateLimiterMemory({ keyPrefix: 'stack-servers', points: stackRequestsMax, duration: MINUTE })],
  api: [new RateLimiterMemory({ keyPrefix: 'api', points: apiRequestsMax, duration: MINUTE })],
  // Drawing takes a processor for a third of a second, so all clients together are bounded too.
  picture: [
    new RateLimiterMemory({ keyPrefix: 'picture', points: 30, duration: MINUTE }),
    new RateLimiterMemory({ keyPrefix: 'picture-all', points: 90, duration: MINUTE }),
  ],
};

/** Counts before any work is done; throws where there were too many. Counted by each process for itself. */
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
