import { type Agent, fetch as undiciFetch } from 'undici';
import type { AnswerBounds } from './answer-bounds';

/** What one reading last saw on the wire, to explain failures. */
export type Seen = {
  status?: number;
  contentType?: string;
  location?: string;
  error?: unknown;
  /** The handshake succeeded. */
  speaksMcp?: boolean;
  /** The server speaks HTTP+SSE. */
  speaksHttpSse?: boolean;
  /** Why the last answer or event is no message that the gateway would relay. */
  unreadable?: string;
};

export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** A fetch without redirects, within `bounds`, aborted by `signal`, that records what it sees. */
export function observedFetch(seen: Seen, dispatcher: Agent, signal: AbortSignal, bounds: AnswerBounds): Fetch {
  return async (url, init = {}) => {
    try {
      const answer = await undiciFetch(url, {
        method: init.method,
        headers: [...new Headers(init.headers)],
        body: typeof init.body === 'string' ? init.body : undefined,
        redirect: 'manual',
        signal: init.signal ? AbortSignal.any([signal, init.signal]) : signal,
        dispatcher,
      });
      remember(seen, answer.status, answer.headers);
      return new Response(answer.body && toStream(bounded(answer.body, bounds)), {
        status: answer.status,
        statusText: answer.statusText,
        headers: [...answer.headers],
      });
    } catch (error) {
      seen.error = error;
      throw error;
    }
  };
}

function remember(seen: Seen, status: number, headers: { get(name: string): string | null }): void {
  seen.status = status;
  seen.contentType = headers.get('content-type') ?? undefined;
  seen.location = headers.get('location') ?? undefined;
  seen.error = undefined;
  seen.unreadable = undefined;
}

async function* bounded(body: AsyncIterable<Uint8Array | undefined>, bounds: AnswerBounds): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    if (!chunk) continue;
    bounds.take(chunk);
    yield chunk;
  }
}

export function toStream(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
