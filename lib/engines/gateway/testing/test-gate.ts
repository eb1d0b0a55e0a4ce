import { hash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildConnector } from 'undici';
import { canonical } from '@/lib/core/mcp/canonical';
import { MODERN_VERSIONS } from '@/lib/core/mcp/eras';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { readPolicy } from '@/lib/core/policy/document/read';
import { createMemoryCounters } from '@/lib/core/policy/limits/memory-counters';
import { createGrants } from '@/lib/engines/gateway/auth/grants';
import { MemorySessions } from '@/lib/engines/gateway/auth/memory-sessions';
import { createLive } from '@/lib/engines/gateway/auth/open-exchanges';
import { createBounds } from '@/lib/engines/gateway/bounds';
import { sealedCredentials } from '@/lib/engines/gateway/forward/sealed-credentials';
import { createUpstream } from '@/lib/engines/gateway/forward/upstream';
import type { Gate } from '@/lib/engines/gateway/gate';
import { Shares, STREAMS } from '@/lib/engines/gateway/http/budget';
import { createDoor } from '@/lib/engines/gateway/http/host-guard';
import { createGatewayServer } from '@/lib/engines/gateway/http/server';
import type {
  ApprovalStore,
  Credentials,
  Endpoint,
  EndpointSettings,
  GrantEntry,
  PinnedDefinitions,
  PolicyInForce,
  TargetSettings,
} from '@/lib/engines/gateway/ports';
import { openBegunCalls } from '@/lib/engines/gateway/record/begun-calls';
import { createCallLog } from '@/lib/engines/gateway/record/call-log';
import type { CallRow } from '@/lib/engines/gateway/record/call-sink';
import { createRefusalRows } from '@/lib/engines/gateway/record/refusal-rows';
import { openSpillFile } from '@/lib/engines/gateway/record/spill-file';
import { sameNames } from '@/lib/engines/gateway/route/names';
import { createDefinitions, type Definitions } from '@/lib/engines/gateway/stream/definitions';
import { memoryWorld } from './test-world';

// The whole gateway on real sockets with the ports answered from memory, for tests.

export const token = 'plg_the-token-of-the-grant-under-test';

export type GateOptions = {
  upstreamUrl: string;
  tools: string[];
  policy?: object;
  approvals?: ApprovalStore;
  settings?: Partial<Settings>;
  /** How long a whole answer and a stream may take. */
  answerMs?: number;
  corsOrigins?: string[];
  /** The pinned definitions of the tools; absent: whatever the server says is pinned. */
  definitions?: { name: string }[];
  streams?: typeof STREAMS;
  credentials?: Credentials;
  versions?: string[];
};

type Settings = EndpointSettings & TargetSettings;

/** As the columns of Server default to, but for the time that a test can wait. */
const defaultSettings: Settings = {
  bodyBytesMax: 1_048_576,
  firstByteMs: 2_000,
  sessionsPerMinute: 60,
  sessionsOpenMax: 100,
  mayAsk: new Set(['elicitation/create', 'roots/list']),
};

export type TestGate = Awaited<ReturnType<typeof startGate>>;

export function endpointOf({ upstreamUrl, tools, definitions, settings, versions = [] }: GateOptions): Endpoint {
  const { origin, pathname: path } = new URL(upstreamUrl);
  const own = { id: 'server', organisationId: 'organisation', settings: { ...defaultSettings, ...settings } };
  return {
    ...own,
    target: {
      ...own,
      transport: { kind: 'http', origin, path, mayReachPrivate: true },
      names: sameNames,
      credential: [],
      tools: new Map(tools.map((name) => [name, pinnedHash(name, definitions)])),
      versions,
    },
  };
}

/** An endpoint with other settings, its own or its target's. */
export function withSettings(endpoint: Endpoint, over: Partial<Settings>): Endpoint {
  const settings = { ...endpoint.settings, ...endpoint.target.settings, ...over };
  return { ...endpoint, settings, target: { ...endpoint.target, settings } };
}

export async function startGate(options: GateOptions) {
  const { policy = { version: '1', default: 'allow' }, approvals, corsOrigins = [], streams = STREAMS } = options;
  const { answerMs = 4_000 } = options;
  const world = memoryWorld({ endpoint: endpointOf(options), grant: makeGrant(token, policy) });
  const rows: CallRow[] = [];
  const drifts: Drifts = { seen: [], ended: [] };
  const folder = mkdtempSync(join(tmpdir(), 'policylayer-gate-'));
  const clock = { ms: 1_700_000_000_000 };
  const times = { totalMs: answerMs, streamMs: answerMs };
  const upstream = createUpstream(buildConnector({}), times, options.credentials ?? sealedCredentials);
  const authenticator = createGrants(() => clock.ms);
  const gate: Gate = {
    snapshots: world.source,
    authenticator,
    definitions: options.definitions
      ? createDefinitions(memoryDefinitions(options.definitions, drifts))
      : anyDefinition,
    approvals: approvals ?? { find: noStore, create: noStore, consume: noStore, giveBack: noStore },
    counters: createMemoryCounters({ keysMax: 1_000 }),
    upstream,
    ...createBounds(),
    streams: new Shares(streams),
    sessions: new MemorySessions(() => clock.ms),
    live: createLive(world.source, authenticator),
    calls: callLogInto(rows, folder),
    counterState: () => 'kept',
    refusalRow: createRefusalRows(() => clock.ms),
    staleMsMax: 60_000,
    now: () => clock.ms,
  };
  const origins = new Set(corsOrigins);
  const http = createGatewayServer(gate, createDoor('http://localhost', true, origins), origins);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    base,
    url: `${base}/mcp/server`,
    clock,
    gate,
    world,
    /** The call log, as far as it is written; waits until it is. */
    async calls(): Promise<CallRow[]> {
      while (gate.calls.waiting() > 0) await new Promise((resolve) => setTimeout(resolve, 20));
      return rows;
    },
    /** Servers that were noted to offer what was not pinned. */
    drifts,
    async close(): Promise<void> {
      http.closeAllConnections();
      http.close();
      gate.live.close();
      await gate.workers.close();
      await gate.calls.close();
      rmSync(folder, { recursive: true });
      upstream.close();
    },
  };
}

function callLogInto(rows: CallRow[], parent: string) {
  const path = join(parent, 'own');
  return createCallLog(
    { write: async (batch) => void rows.push(...batch), touch: async () => {} },
    openSpillFile({ parent, path, inherited: [], findDead: async () => [] }),
    openBegunCalls(path),
  );
}

export function makeGrant(secret: string, policy: object | null, over: Partial<GrantEntry> = {}): GrantEntry {
  return {
    id: randomUUID(),
    tokenHash: hash('sha256', secret),
    endpointId: 'server',
    organisationId: 'organisation',
    memberId: null,
    policy: policy && inForce(policy, 1),
    expiresAtMs: Number.POSITIVE_INFINITY,
    revoked: false,
    ...over,
  };
}

export function inForce(document: object, number: number): PolicyInForce {
  const text = JSON.stringify(document);
  const result = readPolicy(text);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return { versionId: randomUUID(), number, document: text, compiled: compilePolicy(result.policy) };
}

const anyDefinition: Definitions = {
  isPinned: () => true,
  paramHeaders: () => [],
  read: async () => new Map(),
  noteDrift: () => {},
  noteDriftEnd: () => {},
};

function pinnedHash(name: string, definitions: { name: string }[] = []): string {
  const definition = definitions.find((one) => one.name === name);
  return definition ? hash('sha256', canonical(definition)) : '';
}

/** Ids of servers that the console was told of. */
type Drifts = { seen: string[]; ended: string[] };

function memoryDefinitions(definitions: { name: string }[], drifts: Drifts): PinnedDefinitions {
  return {
    read: async () => new Map(definitions.map((one) => [one.name, canonical(one)])),
    noteDrift: ({ id }) => void drifts.seen.push(id),
    noteDriftEnd: ({ id }) => void drifts.ended.push(id),
  };
}

async function noStore(): Promise<never> {
  throw new Error('This test holds no calls.');
}

const both = 'application/json, text/event-stream';

/** A modern request with everything the revision asks for. */
export function modern(
  method: string,
  params: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): RequestInit {
  const [version] = MODERN_VERSIONS;
  const meta = { 'io.modelcontextprotocol/protocolVersion': version, 'io.modelcontextprotocol/clientCapabilities': {} };
  const name = params.name ?? params.uri;
  return {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: both,
      'mcp-protocol-version': version,
      'mcp-method': method,
      ...(typeof name === 'string' ? { 'mcp-name': name } : {}),
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: meta } }),
  };
}

/** A legacy message as it is, string or value. */
export function legacy(message: unknown, headers: Record<string, string> = {}): RequestInit {
  const body = typeof message === 'string' ? message : JSON.stringify(message);
  return {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: both, ...headers },
    body,
  };
}

export const initialize = {
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

export const call = (name: string, args: object = {}, id = 1) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: args },
});
