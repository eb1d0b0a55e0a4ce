import type { Fetch } from './observed-fetch';

const WAIT_MS = 3_000;
/** The endpoint event comes first in its stream. */
const LOOKED_AT_BYTES = 4_096;
const ENDPOINT_EVENT = /^event: ?endpoint\r?$/m;

/**
 * Whether a server speaks HTTP+SSE of revision 2024-11-05: a GET opens a stream whose first event names the endpoint.
 * Reads at most 4 KiB for three seconds. Never rejects.
 */
export async function speaksHttpSse(url: string, headers: Record<string, string>, fetch: Fetch): Promise<boolean> {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), WAIT_MS);
  try {
    const answer = await fetch(url, { headers: { ...headers, accept: 'text/event-stream' }, signal: end.signal });
    if (!answer.ok || !answer.headers.get('content-type')?.startsWith('text/event-stream')) return false;
    return ENDPOINT_EVENT.test(await beginningOf(answer));
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    end.abort();
  }
}

/** Up to the end of the first event. */
async function beginningOf({ body }: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LOOKED_AT_BYTES || /\r?\n\r?\n/.test(text)) break;
  }
  return text;
}
