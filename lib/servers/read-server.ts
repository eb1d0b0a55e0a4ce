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
/** What no name needs: blanks around it and odd ones within, what nobody sees, and what reverses the letters around it. */
const ODD_NAME = /^ | $|[^\S ]|[\p{C}\p{Default_Ignorable_Code_Point}]/u;
/** NUL and halves of pairs, as JSON writes them: PostgreSQL stores neither. */
const NOT_STORED = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;
const DEFINITION_LENGTH_MAX = 262_144;
/** What shows, compares and indents a definition goes into each level; real ones have some twenty. */
const DEFINITION_DEPTH_MAX = 64;

export type OfferedTool = z.infer<typeof OfferedTool>;

const Page = z.looseObject({ tools: z.array(OfferedTool), nextCursor: z.string().optional() });

export type Reading = { protocolVersions: string[]; tools: OfferedTool[] };

/** Connects to an MCP server and reads all it offers; throws an AppError that says in words what failed. */
export async function readServer(
  url: string,
  headers: Record<string, string>,
  /** Whether loopback and private addresses may be reached too. */
  allowPrivate: boolean,
): Promise<Reading> {
  const seen: Seen = {};
  const signal = AbortSignal.timeout(TOTAL_MS);
  const agent = guardedAgent({ allowPrivate });
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
    for (const tool of result.tools) {
      refuseOdd(tool);
      tools.set(tool.name, tools.get(tool.name) ?? tool);
    }
    cursor = result.nextCursor;
    if (tools.size > TOOLS_MAX) throw new AppError('invalid', `it offers more than ${TOOLS_MAX} tools`);
    if (cursor === undefined || cursors.has(cursor)) return [...tools.values()];
    cursors.add(cursor);
  }
  throw new AppError('invalid', `its list of tools has more than ${PAGES_MAX} pages`);
}

/** A definition that a person could not review, or that could not be kept. */
function refuseOdd(tool: OfferedTool): void {
  if (ODD_NAME.test(tool.name)) {
    throw new AppError(
      'invalid',
      `the name of its tool ${JSON.stringify(tool.name.replace(/[^\x21-\x7e]/gu, '?'))} holds odd blanks or characters that cannot be seen`,
    );
  }
  if (isDeeperThan(DEFINITION_DEPTH_MAX, tool))
    throw new AppError('invalid', `the definition of its tool ${tool.name.slice(0, 100)} is nested too deeply`);
  const text = JSON.stringify(tool);
  if (text.length > DEFINITION_LENGTH_MAX)
    throw new AppError('invalid', `the definition of its tool ${tool.name.slice(0, 100)} is too long`);
  if (NOT_STORED.test(text))
    throw new AppError(
      'invalid',
      `the definition of its tool ${tool.name.slice(0, 100)} holds characters that cannot be stored`,
    );
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeeperThan(levels - 1, child));
}

function versionsOf(client: Client): string[] {
  const spoken = client.getDiscoverResult()?.supportedVersions ?? [client.getNegotiatedProtocolVersion()];
  return [...new Set(spoken.flatMap((version) => version ?? []))];
}
