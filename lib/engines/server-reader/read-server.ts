import { setImmediate } from 'node:timers/promises';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { z } from 'zod';
import { AppError } from '@/lib/base/errors';
import { guardedAgent } from '@/lib/base/network/address-guard';
import { RELAYED_VERSIONS } from '@/lib/core/mcp/eras';
import { site } from '@/lib/core/site';
import { AnswerBounds } from './answer-bounds';
import { speaksHttpSse } from './detect-sse';
import { explainFailure, plainVersion } from './explain-failure';
import { observedFetch, type Seen } from './observed-fetch';
import { type OfferedTool, readOfferedTool } from './offered-tool';
import { readableAnswers } from './readable-answers';

const TOTAL_MS = 20_000;
const REQUEST_MS = 10_000;
const PAGES_MAX = 64;
const TOOLS_MAX = 5_000;
/** Tools that are checked before yielding to the event loop. */
const TOOLS_A_TURN = 50;

const Page = z.looseObject({ tools: z.unknown().optional(), nextCursor: z.unknown().optional() });

export type Reading = { protocolVersions: string[]; tools: OfferedTool[] };

/** Connects to an MCP server and reads what it offers; throws an AppError with a sentence. */
export async function readServer(
  url: string,
  headers: Record<string, string>,
  /** Whether loopback and private addresses are allowed. */
  allowPrivate: boolean,
): Promise<Reading> {
  const seen: Seen = {};
  const bounds = new AnswerBounds();
  const signal = AbortSignal.any([AbortSignal.timeout(TOTAL_MS), bounds.signal]);
  const agent = guardedAgent({ allowPrivate });
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    fetch: readableAnswers(observedFetch(seen, agent, signal, bounds), seen, bounds),
    // No redirects, because the gateway follows none either.
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
    return { protocolVersions: versionsOf(client), tools: await allTools(client, signal) };
  } catch (failed) {
    const error = bounds.refused ?? failed;
    const isOther = bounds.refused === undefined && mayBeHttpSse(seen);
    seen.speaksHttpSse = isOther && (await speaksHttpSse(url, headers, observedFetch({}, agent, signal, bounds)));
    throw new AppError('unavailable', explainFailure(url, seen, error), { cause: error });
  } finally {
    await client.close().catch(() => undefined);
    await agent.destroy();
  }
}

/** The server answered, but not with MCP, and not for lack of credentials. */
function mayBeHttpSse({ speaksMcp, error, status }: Seen): boolean {
  return !speaksMcp && error === undefined && status !== undefined && status !== 401 && status !== 403;
}

/** Every page, raw: the client's `listTools` drops tools with header annotations that it cannot use. */
async function allTools(client: Client, signal: AbortSignal): Promise<OfferedTool[]> {
  if (!client.getServerCapabilities()?.tools) return [];
  const tools = new Map<string, OfferedTool>();
  const cursors = new Set<string>();
  let cursor: string | undefined;
  let place = 0;
  for (let page = 0; page < PAGES_MAX; page++) {
    const params = cursor === undefined ? {} : { cursor };
    const result = await client.request({ method: 'tools/list', params }, Page, { timeout: REQUEST_MS, signal });
    place = await addTools(tools, toolsOf(result), place);
    cursor = cursorOf(result);
    if (tools.size > TOOLS_MAX) throw new AppError('invalid', `it offers more than ${TOOLS_MAX} tools`);
    if (cursor === undefined || cursors.has(cursor)) return [...tools.values()];
    cursors.add(cursor);
  }
  throw new AppError('invalid', `its list of tools has more than ${PAGES_MAX} pages`);
}

/** Adds a page's tools after `place` others; the first of a name wins. Returns the last place. */
async function addTools(tools: Map<string, OfferedTool>, page: unknown[], place: number): Promise<number> {
  for (const [at, offered] of page.entries()) {
    const tool = readOfferedTool(offered, place + at + 1);
    tools.set(tool.name, tools.get(tool.name) ?? tool);
    if (at % TOOLS_A_TURN === 0) await setImmediate();
  }
  return place + page.length;
}

function toolsOf({ tools }: z.infer<typeof Page>): unknown[] {
  if (Array.isArray(tools)) return tools;
  throw new AppError('invalid', 'its list of tools could not be read: tools must be a list');
}

function cursorOf({ nextCursor }: z.infer<typeof Page>): string | undefined {
  if (nextCursor === undefined || nextCursor === null) return undefined;
  if (typeof nextCursor === 'string') return nextCursor;
  throw new AppError('invalid', 'its list of tools could not be read: nextCursor must be a string');
}

/** The revisions that the server supports and the gateway relays. */
function versionsOf(client: Client): string[] {
  const spoken = client.getDiscoverResult()?.supportedVersions ?? [client.getNegotiatedProtocolVersion()];
  const known = RELAYED_VERSIONS.filter((version) => spoken.includes(version));
  if (known.length > 0) return known;
  const names = spoken.map((version) => plainVersion(String(version))).join(', ');
  throw new AppError('invalid', `it speaks MCP revision ${names} only, which PolicyLayer does not support`);
}
