import { buildConnector } from 'undici';
import {
  createUpstream,
  type Failure,
  type UpstreamHead,
  type UpstreamRequest,
} from '@/lib/engines/gateway/forward/upstream';
import type { ServerEntry } from '@/lib/engines/gateway/ports';
import { startRaw } from './test-raw';

// The upstream client alone in front of a raw server, for tests.

export type Direct = Awaited<ReturnType<typeof startDirect>>;

type Outcome = { head: UpstreamHead | null; body: Buffer; failure: Failure | null };

export async function startDirect(timeouts = { totalMs: 4_000, streamMs: 4_000 }) {
  const raw = await startRaw();
  const upstream = createUpstream(buildConnector({}), timeouts);
  const settings = {
    bodyBytesMax: 1,
    firstByteMs: 2_000,
    sessionsPerMinute: 1,
    sessionsOpenMax: 1,
    mayAsk: new Set<string>(),
  };
  const entry = (over: Partial<ServerEntry> = {}): ServerEntry => ({
    id: 'server',
    organisationId: 'organisation',
    origin: raw.origin,
    path: '/mcp',
    credential: [],
    tools: new Map(),
    versions: [],
    settings,
    mayReachPrivate: true,
    ...over,
  });
  const request = (over: Partial<UpstreamRequest> = {}): UpstreamRequest => ({
    server: entry(),
    method: 'POST',
    headers: [],
    body: Buffer.from('{}'),
    isSafe: false,
    isEndless: false,
    ...over,
  });
  return {
    raw,
    upstream,
    entry,
    request,
    /** Sends a request and collects its answer. */
    ask: (over: Partial<UpstreamRequest> = {}): Promise<Outcome> =>
      new Promise((resolve) => {
        let head: UpstreamHead | null = null;
        const parts: Buffer[] = [];
        const end = (failure: Failure | null) => resolve({ head, body: Buffer.concat(parts), failure });
        upstream.send(request(over), {
          head: (one) => {
            head = one;
          },
          bytes: (part) => parts.push(Buffer.from(part)),
          ended: () => end(null),
          failed: end,
        });
      }),
    close(): void {
      upstream.close();
      raw.close();
    },
  };
}
