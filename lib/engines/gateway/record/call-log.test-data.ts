import { readdirSync } from 'node:fs';
import { openProcessFolder } from '@/lib/base/durable/process-folder';
import type { CallRow, CallSink } from '@/lib/engines/gateway/record/call-sink';
import { openBegunCalls } from './begun-calls';
import { createCallLog } from './call-log';
import { openSpillFile } from './spill-file';

// Call logs of several processes on one folder, and the database they write to.

export const row = (id: number): CallRow => ({
  id: String(id),
  at: '',
  organisationId: '',
  serverId: 'server',
  grantId: 'grant',
  requestId: '',
  traceId: null,
  session: null,
  era: 'legacy',
  method: '',
  tool: null,
  argumentKeys: [],
  argumentsDigest: null,
  outcome: 'allow',
  rule: '',
  message: '',
  failure: null,
  policyVersionId: null,
  upstreamStatus: 200,
  requestBytes: 0,
  responseBytes: 0,
  gatewayMicros: 0,
  upstreamMicros: 0,
});

type Stored = { id: string; failure: string | null };

/** A database that can be away, or hang; a row that it has is left as it is. */
export function makeSink() {
  const rows = new Map<string, CallRow>();
  const touched: string[] = [];
  const batches: number[] = [];
  const held: (() => void)[] = [];
  const sink: CallSink = {
    async write(batch) {
      if (state.hangs) await new Promise<void>((resolve) => held.push(resolve));
      if (state.away) throw new Error('The database is away.');
      batches.push(batch.length);
      for (const one of batch) if (!rows.has(one.id)) rows.set(one.id, one);
    },
    async touch(grants, servers) {
      touched.push(...grants.keys(), ...servers.keys());
    },
  };
  const state = {
    away: false,
    hangs: false,
    sink,
    touched,
    batches,
    ids: () => [...rows.keys()],
    stored: (): Stored[] => [...rows.values()].map(({ id, failure }) => ({ id, failure })),
    answer(): void {
      state.hangs = false;
      for (const resolve of held.splice(0)) resolve();
    },
  };
  return state;
}

export const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => String(from + at));

/** The call log of one process. `kill` ends it as the system does: what is in memory alone is gone. */
export async function startCallLog(folder: string, sink: CallSink, bytesMax?: number) {
  const own = await openProcessFolder(folder);
  const spill = openSpillFile({ ...own, parent: folder }, bytesMax);
  let killed = false;
  let dies = () => {};
  const death = new Promise<void>((resolve) => (dies = resolve));
  // What a killed process had asked of the database is never heard of again.
  const mortal: CallSink = {
    touch: (...times) => sink.touch(...times),
    write: async (rows) => {
      await Promise.race([sink.write(rows), death]);
      if (killed) throw new Error('This process is gone.');
    },
  };
  const calls = createCallLog(mortal, spill, openBegunCalls(own.path));
  const kill = () => {
    killed = true;
    dies();
    own.release();
  };
  return { calls, spill, path: own.path, kill };
}

/** Another process, which writes all that others left and ends. */
export async function drain(folder: string, sink: CallSink): Promise<void> {
  const { calls, kill } = await startCallLog(folder, sink);
  await calls.close();
  kill();
}

/** Files with rows in them, of every process. */
export const filesLeft = (folder: string) =>
  readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.jsonl'));
