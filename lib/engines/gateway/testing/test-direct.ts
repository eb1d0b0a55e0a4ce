import { buildConnector } from 'undici';
import { sealedCredentials } from '@/lib/engines/gateway/forward/sealed-credentials';
import {
  createUpstream,
  type Failure,
  type UpstreamHead,
  type UpstreamRequest,
} from '@/lib/engines/gateway/forward/upstream';
import type { Credentials, Target } from '@/lib/engines/gateway/ports';
import { sameNames } from '@/lib/engines/gateway/route/names';
import { startRaw } from './test-raw';

// The upstream client alone in front of a raw server, for tests.

export type Direct = Awaited<ReturnType<typeof startDirect>>;

type Address = { origin?: string; path?: string };

type Outcome = { head: UpstreamHead | null; body: Buffer; failure: Failure | null };

export async function startDirect(
  timeouts = { totalMs: 4_000, streamMs: 4_000 },
  credentials: Credentials = sealedCredentials,
) {
  const raw = await startRaw();
  const upstream = createUpstream(buildConnector({}), timeouts, credentials);
  const settings = { firstByteMs: 2_000, mayAsk: new Set<string>() };
  const target = ({ origin = raw.origin, path = '/mcp', ...over }: Partial<Target> & Address = {}): Target => ({
    id: 'server',
    organisationId: 'organisation',
    transport: { kind: 'http', origin, path, mayReachPrivate: true },
    names: sameNames,
    credential: [],
    tools: new Map(),
    versions: [],
    settings,
    ...over,
  });
  const request = (over: Partial<UpstreamRequest> = {}): UpstreamRequest => ({
    target: target(),
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
    target,
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
