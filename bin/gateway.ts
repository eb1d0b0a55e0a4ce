import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openPool } from '@/lib/base/database/pool';
import { openProcessFolder } from '@/lib/base/durable/process-folder';
import { type Env, env } from '@/lib/base/env';
import { strictTransport } from '@/lib/base/http/strict-transport';
import { log } from '@/lib/base/log';
import { guardedConnector } from '@/lib/base/network/address-guard';
import { createGrants } from '@/lib/engines/gateway/auth/grants';
import { MemorySessions } from '@/lib/engines/gateway/auth/memory-sessions';
import { createLive } from '@/lib/engines/gateway/auth/open-exchanges';
import { createBounds } from '@/lib/engines/gateway/bounds';
import { createReach } from '@/lib/engines/gateway/forward/reach';
import { sealedCredentials } from '@/lib/engines/gateway/forward/sealed-credentials';
import { createUpstream, type Upstream } from '@/lib/engines/gateway/forward/upstream';
import type { Gate } from '@/lib/engines/gateway/gate';
import { Shares, STREAMS } from '@/lib/engines/gateway/http/budget';
import { createDoor } from '@/lib/engines/gateway/http/host-guard';
import { createGatewayServer } from '@/lib/engines/gateway/http/server';
import { openBegunCalls } from '@/lib/engines/gateway/record/begun-calls';
import { createCallLog } from '@/lib/engines/gateway/record/call-log';
import { createRefusalRows } from '@/lib/engines/gateway/record/refusal-rows';
import { openSpillFile } from '@/lib/engines/gateway/record/spill-file';
import { createDefinitions } from '@/lib/engines/gateway/stream/definitions';
import { createApprovals } from '@/lib/engines/gateway-store/approvals';
import { createCallSink } from '@/lib/engines/gateway-store/calls';
import { openCounters } from '@/lib/engines/gateway-store/counters';
import { createPinnedDefinitions } from '@/lib/engines/gateway-store/pinned-definitions';
import { openSnapshots } from '@/lib/engines/gateway-store/snapshots';
import { keepForgetting } from '@/lib/engines/retention/undecided';

const CONNECT_MS = 5_000;
const TOTAL_MS = 300_000;
/** For the stream of a call; clients resume or ask anew. */
const STREAM_MS = 30 * 60_000;
/** A database that does not answer is away: then rows wait in a file, and a call that needs an approval is refused. */
const QUERY_MS = 15_000;
const APPROVAL_MS = 3_000;
/** Calls under way get this long to end by themselves; streams are ended at once. */
const DRAIN_MS = 8_000;
/** For the errors that the others are answered with, and for the database to hear the last of us. */
const LAST_ANSWERS_MS = 500;
const CLOSE_MS = 1_000;
/** Whatever hangs, the process is gone after this; the launcher waits 15 s. */
const END_MS = 13_000;

try {
  await run(env());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** The composition root: reads the settings, builds the gate, listens, and drains when asked to end. */
async function run(settings: Env): Promise<void> {
  const pool = keepForgetting(openPool(settings.DATABASE_URL, { max: 6, queryMs: QUERY_MS }));
  const approvals = openPool(settings.DATABASE_URL, { max: 4, queryMs: APPROVAL_MS });
  const snapshots = await openSnapshots(settings.DATABASE_URL).catch((cause) => {
    throw new Error(`The gateway cannot read its database: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  });
  const parent = join(settings.DATA_DIR, 'gateway');
  const folder = { ...(await openProcessFolder(parent)), parent };
  const counters = await openCounters(settings.REDIS_URL, folder);
  const authenticator = createGrants(Date.now);
  const gate: Gate = {
    snapshots,
    authenticator,
    definitions: createDefinitions(createPinnedDefinitions(pool)),
    approvals: createApprovals(approvals),
    counters: counters.store,
    counterState: counters.state,
    upstream: createReach(upstream(false), upstream(settings.ALLOW_PRIVATE_UPSTREAMS)),
    ...createBounds(),
    streams: new Shares(STREAMS),
    sessions: new MemorySessions(Date.now),
    live: createLive(snapshots, authenticator),
    calls: createCallLog(createCallSink(pool), openSpillFile(folder), openBegunCalls(folder.path)),
    refusalRow: createRefusalRows(Date.now),
    staleMsMax: settings.GATEWAY_STALE_SECONDS * 1_000,
    now: Date.now,
  };
  gate.sessions.onEnd((id) => void forgetCounters(gate, id));
  const loopback = /^(127\.|localhost$|::1$)/.test(settings.HOST);
  const origins = new Set(settings.CORS_ORIGINS);
  const server = createGatewayServer(gate, createDoor(settings.GATEWAY_URL, loopback, origins), origins);
  await listen(server, settings).catch(async (error) => {
    await counters.close();
    throw error;
  });
  process.stdout.write(`The gateway listens on http://${settings.HOST}:${settings.GATEWAY_PORT}\n`);

  const drain = async () => {
    setTimeout(() => process.exit(1), END_MS);
    const closed = new Promise((resolve) => server.close(resolve));
    gate.live.endStreams();
    // A connection that was busy when closing began is kept alive by its client once it is idle.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    await Promise.race([closed, delay(DRAIN_MS)]);
    gate.live.endAll();
    await Promise.race([closed, delay(LAST_ANSWERS_MS)]);
    clearInterval(idle);
    server.closeAllConnections();
    await gate.calls.close();
    await counters.close();
    folder.release();
    await Promise.race([Promise.all([snapshots.close(), pool.end(), approvals.end()]), delay(CLOSE_MS)]);
    process.exit(0);
  };
  onceAsked(drain);
}

/** A service manager signals each process of its service, and the launcher its own: the second signal changes nothing. */
function onceAsked(drain: () => Promise<void>): void {
  let isDraining = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isDraining) return;
      isDraining = true;
      void drain();
    });
  }
}

/** Counters that cannot be dropped now end with their windows. */
async function forgetCounters({ counters }: Gate, session: string): Promise<void> {
  try {
    await counters.forget(session);
  } catch (error) {
    log.warn({ error }, 'The counters of a session that ended could not be dropped.');
  }
}

function upstream(allowPrivate: boolean): Upstream {
  const connect = guardedConnector({ allowPrivate, connectTimeoutMs: CONNECT_MS });
  return createUpstream(connect, { totalMs: TOTAL_MS, streamMs: STREAM_MS }, sealedCredentials);
}

function listen(
  server: ReturnType<typeof createGatewayServer>,
  { HOST, GATEWAY_PORT, GATEWAY_URL }: Env,
): Promise<void> {
  strictTransport(server, GATEWAY_URL);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${GATEWAY_PORT} on ${HOST} is taken; end what uses it or set GATEWAY_PORT.`;
      reject(new Error(error.code === 'EADDRINUSE' ? taken : `The gateway cannot listen: ${error.message}`));
    });
    server.listen(GATEWAY_PORT, HOST, resolve);
  });
}
