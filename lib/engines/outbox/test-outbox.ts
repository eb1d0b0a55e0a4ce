import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { z } from 'zod';
import { freshDatabases } from '@/lib/base/database/fresh-database';
import { openPool } from '@/lib/base/database/pool';
import type { Handlers, Kinds } from './ports';
import { createOutboxStore } from './store';
import { startWorker } from './worker';

export const testKinds = {
  note: { scope: 'organisation', payload: z.strictObject({ text: z.string() }), limitMs: 400 },
  chore: { scope: 'installation', payload: z.strictObject({}), limitMs: 400 },
  tick: { scope: 'installation', payload: z.strictObject({}), limitMs: 400, everyMs: 1_000 },
} as const satisfies Kinds;

export type Done = Handlers<typeof testKinds>;
type Options = Parameters<typeof startWorker>[1] & { listen?: (wake: () => void) => Promise<unknown> };

const idle: Done = { note: async () => {}, chore: async () => {}, tick: async () => {} };
export const quick = { pollMs: 50, drainMs: 300, graceMs: 100, leaseMs: 5_000 };

/** An outbox in a database of its own, and workers on it that have the rights of the worker and no more. */
export async function openOutbox() {
  const { url, roleUrls } = await freshDatabases();
  const owner = new Pool({ connectionString: url, max: 4 });
  const pool = openPool(roleUrls.worker, { max: 4, queryMs: 10_000 });
  const store = createOutboxStore(pool);
  const workers: { stop(): Promise<void> }[] = [];

  return {
    roleUrls,
    store,
    /** For what a test arranges and looks at. */
    owner,
    async organisation(): Promise<string> {
      const id = randomUUID();
      await owner.query(`INSERT INTO "Organisation" ("id", "name") VALUES ($1, 'Ours')`, [id]);
      return id;
    },
    /** A row as another version or a hand would write it; with its id. */
    async add(kind: string, organisationId: string | null, payload: object = {}): Promise<string> {
      const id = randomUUID();
      await owner.query(`INSERT INTO "Outbox" ("id", "kind", "organisationId", "payload") VALUES ($1, $2, $3, $4)`, [
        id,
        kind,
        organisationId,
        payload,
      ]);
      return id;
    },
    async row(id: string) {
      const { rows } = await owner.query('SELECT * FROM "Outbox" WHERE "id" = $1', [id]);
      return rows[0];
    },
    async count(where: string): Promise<number> {
      const { rows } = await owner.query(`SELECT count(*)::integer AS n FROM "Outbox" WHERE ${where}`);
      return rows[0].n;
    },
    async work(handlers: Partial<Done>, { listen = async () => {}, ...bounds }: Options = {}) {
      const parts = { store, kinds: testKinds, handlers: { ...idle, ...handlers }, listen };
      const worker = await startWorker(parts, { ...quick, ...bounds });
      workers.push(worker);
      return worker;
    },
    async stopWorkers(): Promise<void> {
      await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    },
    async close(): Promise<void> {
      await Promise.all(workers.splice(0).map((worker) => worker.stop()));
      await Promise.all([owner.end(), pool.end()]);
    },
  };
}

export type TestOutbox = Awaited<ReturnType<typeof openOutbox>>;
