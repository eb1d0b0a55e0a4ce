import { setTimeout as delay } from 'node:timers/promises';
import { type Dispatcher, fetch } from 'undici';
import { AppError } from '@/lib/base/errors';
import { guardedAgent } from '@/lib/base/network/address-guard';

export type Answer =
  | { kind: 'page'; json: unknown; etag?: string; at: Date }
  /** From the page that had this ETag. */
  | { kind: 'unchanged' }
  /** The request itself was refused; retrying changes nothing. */
  | { kind: 'refused'; status: number };

export type Reader = { read(url: string, etag?: string): Promise<Answer>; close(): Promise<void> };

export type ReaderOptions = {
  requestsPerSecond: number;
  /** First back-off; doubled for each further failure, at most a minute. */
  backoffMs?: number;
  requestTimeoutMs?: number;
  onWait?: (reason: string, waitMs: number) => void;
};

const ATTEMPTS_MAX = 7;
const WAIT_MS_MAX = 60_000;
/** Longest Retry-After that is waited for. */
const RETRY_AFTER_MS_MAX = 300_000;
const BODY_BYTES_MAX = 16 * 1_024 * 1_024;
const REDIRECTS_MAX = 3;

type Failure = { kind: 'failed'; reason: string; retryAfterMs?: number };

/**
 * HTTP client of the registry: rate limit, retries with exponential back-off and jitter, Retry-After. The operator sets
 * the address, so it may be private; redirects to another host are refused.
 */
export function openReader(options: ReaderOptions): Reader {
  const agent = guardedAgent({ allowPrivate: true });
  const pace = pacer(1_000 / options.requestsPerSecond);
  const ask = async (url: string, etag?: string) => {
    await pace();
    return request(agent, url, etag, options.requestTimeoutMs ?? 30_000);
  };
  return {
    async read(url, etag) {
      let failure: Failure | undefined;
      for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
        if (failure) await pause(failure, attempt - 1, options);
        const answer = await ask(url, etag);
        if (answer.kind !== 'failed') return answer;
        failure = answer;
      }
      throw new AppError('unavailable', `The registry did not answer in ${ATTEMPTS_MAX} attempts: ${failure?.reason}.`);
    },
    close: () => agent.destroy(),
  };
}

function pacer(intervalMs: number): () => Promise<void> {
  let next = 0;
  return async () => {
    const waitMs = next - performance.now();
    next = Math.max(next, performance.now()) + intervalMs;
    if (waitMs > 0) await delay(waitMs);
  };
}

async function pause(failure: Failure, attempt: number, { backoffMs = 500, onWait }: ReaderOptions): Promise<void> {
  const { reason, retryAfterMs } = failure;
  if (retryAfterMs !== undefined && retryAfterMs > RETRY_AFTER_MS_MAX) {
    const minutes = Math.ceil(retryAfterMs / 60_000);
    throw new AppError('rate_limited', `The registry asks to be left alone for ${minutes} minutes.`);
  }
  // Jitter keeps clients that failed together from retrying together.
  const backoff = Math.min(backoffMs * 2 ** attempt, WAIT_MS_MAX) * (0.5 + Math.random() / 2);
  const waitMs = Math.max(retryAfterMs ?? 0, backoff);
  onWait?.(reason, waitMs);
  await delay(waitMs);
}

async function request(agent: Dispatcher, url: string, etag: string | undefined, timeoutMs: number) {
  try {
    return await follow(agent, url, etag, AbortSignal.timeout(timeoutMs));
  } catch (error) {
    if (error instanceof AppError) throw error;
    return failed(wordsFor(error));
  }
}

async function follow(agent: Dispatcher, url: string, etag: string | undefined, signal: AbortSignal) {
  let target = url;
  for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
    const headers = { accept: 'application/json', ...(etag && { 'if-none-match': etag }) };
    const response = await fetch(target, { dispatcher: agent, redirect: 'manual', headers, signal });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || response.status === 304 || !location) return take(response);
    await response.body?.cancel();
    target = sameOrigin(target, location);
  }
  throw new AppError('unavailable', 'The registry redirects in circles.');
}

function sameOrigin(from: string, location: string): string {
  const target = URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (target?.origin === new URL(from).origin) return target.href;
  throw new AppError(
    'unavailable',
    `The registry redirects to ${target?.host ?? 'nowhere'}, which is not its own host.`,
  );
}

async function take(response: Awaited<ReturnType<typeof fetch>>): Promise<Answer | Failure> {
  const { status, headers } = response;
  if (status === 304) return { kind: 'unchanged' };
  if (status !== 200) {
    await response.body?.cancel();
    if (status === 429 || status >= 500) return failed(`it answered ${status}`, retryAfter(headers.get('retry-after')));
    return { kind: 'refused', status };
  }
  const json: unknown = JSON.parse(await boundedText(response.body ?? []));
  return { kind: 'page', json, etag: headers.get('etag') ?? undefined, at: momentOf(headers.get('date')) };
}

async function boundedText(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > BODY_BYTES_MAX) throw new AppError('unavailable', 'The registry sent a page of more than 16 MB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Retry-After in seconds or as a date (RFC 9110, section 10.2.3). */
function retryAfter(text: string | null): number | undefined {
  if (text === null) return undefined;
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

function momentOf(date: string | null): Date {
  const at = new Date(date ?? '');
  return Number.isNaN(at.getTime()) ? new Date() : at;
}

function failed(reason: string, retryAfterMs?: number): Failure {
  return { kind: 'failed', reason, retryAfterMs };
}

function wordsFor(error: unknown): string {
  if (error instanceof SyntaxError) return 'its answer was cut off or is no JSON';
  if (error instanceof Error && error.name === 'TimeoutError') return 'it did not answer in time';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
