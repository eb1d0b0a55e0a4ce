import type { ClientBase } from 'pg';
import { AppError } from '@/lib/base/errors';
import { plainLine } from '@/lib/core/registry/text';
import { toolRowsOf } from '@/lib/engines/catalogue-store/rows';
import { within } from '@/lib/engines/catalogue-store/within';
import { writeTools } from '@/lib/engines/catalogue-store/write-tools';
import { type OfferedTool, readable } from '@/lib/engines/server-reader/offered-tool';
import { readServer } from '@/lib/engines/server-reader/read-server';
import { inHostOrder } from './in-host-order';

export type RemotesReport = {
  /** Servers with a remote that was due. */
  due: number;
  read: number;
  failed: number;
  /** Rows of the change feed. */
  changes: number;
  failures: { slug: string; problem: string }[];
};

type Options = {
  client: ClientBase;
  /** Remotes that were read since then are skipped. */
  askedBefore: Date;
  concurrency?: number;
  /**
   * For tests only. ALLOW_PRIVATE_UPSTREAMS is for addresses that people register, not for addresses in the registry.
   */
  allowPrivate?: boolean;
  onProgress?: (report: RemotesReport) => void;
};

type Due = { id: string; url: string };
type Result = { tools: OfferedTool[] } | { problem: string };

const FAILURES_MAX = 200;
/** Printed and shown; parts of it come from the remote. */
const PROBLEM_LENGTH_MAX = 500;

/**
 * Reads the tools of registry servers whose remote needs no credentials: a few at once, one for each host, with the
 * time limit of read-server.ts, on public addresses only. A remote that fails keeps its known tools.
 */
export async function readRemotes(options: Options): Promise<RemotesReport> {
  const { client, askedBefore, concurrency = 6, allowPrivate = false, onProgress } = options;
  const due = await readDue(client, askedBefore);
  const report: RemotesReport = { due: due.length, read: 0, failed: 0, changes: 0, failures: [] };
  // One connection, so that transactions run one after the other.
  let writing = Promise.resolve();
  await inHostOrder(due, concurrency, async (server) => {
    const result = await read(server.url, allowPrivate);
    writing = writing.then(() => settle(client, server.id, result, report));
    await writing;
    onProgress?.(report);
  });
  return report;
}

/** The first open remote of each server; those that were never read come first. */
async function readDue(client: ClientBase, askedBefore: Date): Promise<Due[]> {
  const open = '$.remotes[*] ? (@.open == true && @.type == "streamable-http").url';
  const { rows } = await client.query<Due>(
    `SELECT s."id", jsonb_path_query_first(l."entry", $2::jsonpath) #>> '{}' AS "url"
     FROM "CatalogueServer" AS s JOIN "CatalogueListing" AS l ON l."name" = s."registryName"
     WHERE s."origin" = 'registry' AND (s."remoteTriedAt" IS NULL OR s."remoteTriedAt" < $1)
       AND jsonb_path_exists(l."entry", $2::jsonpath)
     ORDER BY s."remoteTriedAt" NULLS FIRST, s."slug"`,
    [askedBefore, open],
  );
  return rows;
}

async function read(url: string, allowPrivate: boolean): Promise<Result> {
  try {
    const { tools } = await readServer(url, {}, allowPrivate);
    return { tools };
  } catch (error) {
    const told = error instanceof AppError ? plainLine(error.message, PROBLEM_LENGTH_MAX) : null;
    return { problem: told ?? 'It could not be read.' };
  }
}

/** If the database refuses a server's tools, that server counts as failed and the others go on. */
async function settle(client: ClientBase, id: string, result: Result, report: RemotesReport): Promise<void> {
  try {
    tell(report, await write(client, id, result));
  } catch {
    // A second failure has another cause, and the run ends.
    tell(report, await write(client, id, { problem: 'What it tells of its tools cannot be stored.' }));
  }
}

function tell(report: RemotesReport, written: Written | undefined): void {
  if (!written) return;
  if ('changes' in written) {
    report.changes += written.changes;
    report.read += 1;
    return;
  }
  report.failed += 1;
  if (report.failures.length < FAILURES_MAX) report.failures.push(written);
}

type Written = RemotesReport['failures'][number] | { changes: number };

/** Undefined: the server was deleted meanwhile. */
async function write(client: ClientBase, id: string, result: Result): Promise<Written | undefined> {
  return within(client, async () => {
    const { rows } = await client.query<{ slug: string; name: string; publisher: string | null }>(
      `UPDATE "CatalogueServer" SET "remoteTriedAt" = CURRENT_TIMESTAMP, "remoteProblem" = $2,
         "readAt" = CASE WHEN $2::text IS NULL THEN CURRENT_TIMESTAMP ELSE "readAt" END
       WHERE "id" = $1 AND "origin" = 'registry' RETURNING "slug", "name", "publisher"`,
      [id, 'problem' in result ? result.problem : null],
    );
    const [server] = rows;
    if (!server) return undefined;
    const { slug, name } = server;
    if ('problem' in result) return { slug, problem: result.problem };
    const tools = toolRowsOf(server, result.tools.map(readable), 'introspected');
    return { changes: await writeTools(client, [{ id, slug, name, isNew: false, tools }]) };
  });
}
