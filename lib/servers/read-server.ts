import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { z } from 'zod';
import { guardedAgent } from '@/lib/address-guard';
import { AppError } from '@/lib/errors';
import { site } from '@/lib/site';
import { explainFailure } from './explain-failure';
import { observedFetch, type Seen } from './observed-fetch';

const TOTAL_MS = 20_000;
const REQUEST_MS = 10_000;
const PAGES_MAX = 64;
const TOOLS_MAX = 5_000;

/** A definition as the server offers it: what is pinned is everything it said, not what a library kept of it. */
const OfferedTool = z.looseObject({
  name: z.string().min(1).max(1_024),
  title: z.string().optional(),
  description: z.string().optional(),
  inputSchema: z.looseObject({}),
  annotations: z.looseObject({}).optional(),
});
export type OfferedTool = z.infer<typeof OfferedTool>;

const Page = z.looseObject({ tools: z.array(OfferedTool), nextCursor: z.string().optional() });

export type Reading = { protocolVersions: string[]; tools: OfferedTool[] };

/** Connects to an MCP server and reads all it offers; throws an AppError that says in words what failed. */
export async function readServer(url: string, headers: Record<string, string> = {}): Promise<Reading> {
  const seen: Seen = {};
  const signal = AbortSignal.timeout(TOTAL_MS);
  const agent = guardedAgent();
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    fetch: observedFetch(seen, agent, signal),
    // The gateway follows no redirect either, so a server that answers with one could be read but never reached.
    requestInit: { headers, redirect: 'manual' },
    reconnectionOptions: {
      maxRetries: 0,
      initialReconnectionDelay: 0,
      maxReconnectionDelay: 0,
      reconnectionDelayGrowFactor: 1,
    },
  });
  const client = new Client(
    { name: site.name, version: '1' },
    { versionNegotiation: { mode: 'auto', probe: { timeoutMs: REQUEST_MS } } },
  );
  try {
    await client.connect(transport, { timeout: REQUEST_MS, signal });
    seen.speaksMcp = true;
    const tools = await allTools(client, signal);
    return { protocolVersions: versionsOf(client), tools };
  } catch (error) {
    throw new AppError('unavailable', explainFailure(url, seen, error), { cause: error });
  } finally {
    await client.close().catch(() => undefined);
    await agent.destroy();
  }
}

/** Every page, raw: `listTools` of the client leaves out tools whose header annotations it cannot use. */
async function allTools(client: Client, signal: AbortSignal): Promise<OfferedTool[]> {
  if (!client.getServerCapabilities()?.tools) return [];
  const tools = new Map<string, OfferedTool>();
  const cursors = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const params = cursor === undefined ? {} : { cursor };
    const result = await client.request({ method: 'tools/list', params }, Page, { timeout: REQUEST_MS, signal });
    for (const tool of result.tools) tools.set(tool.name, tools.get(tool.name) ?? tool);
    cursor = result.nextCursor;
    if (tools.size > TOOLS_MAX) throw new AppError('invalid', `it offers more than ${TOOLS_MAX} tools`);
    if (cursor === undefined || cursors.has(cursor)) return [...tools.values()];
    cursors.add(cursor);
  }
  throw new AppError('invalid', `its list of tools has more than ${PAGES_MAX} pages`);
}

function versionsOf(client: Client): string[] {
  const spoken = client.getDiscoverResult()?.supportedVersions ?? [client.getNegotiatedProtocolVersion()];
  return [...new Set(spoken.flatMap((version) => version ?? []))];
}
