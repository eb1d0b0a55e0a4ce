import { DatabaseError, type Pool } from 'pg';
import { log } from '@/lib/base/log';
import type { CallRow, CallSink } from '@/lib/engines/gateway/ports';

// One parameter for all rows; the names of the columns are the names of the row's members.
const INSERT =
  'INSERT INTO "Call" SELECT * FROM json_populate_recordset(NULL::"Call", $1) ON CONFLICT ("id") DO NOTHING';

const TOUCH_GRANTS = `
  UPDATE "Grant" g SET "lastUsedAt" = u.at FROM unnest($1::uuid[], $2::timestamptz[]) AS u(id, at) WHERE g."id" = u.id`;
const TOUCH_SERVERS = `
  UPDATE "Server" s SET "lastContactAt" = u.at FROM unnest($1::uuid[], $2::timestamptz[]) AS u(id, at) WHERE s."id" = u.id`;

export function createCallSink(pool: Pool): CallSink {
  const insert = (rows: readonly CallRow[]) => pool.query(INSERT, [JSON.stringify(rows)]);
  return {
    async write(rows) {
      try {
        await insert(rows);
      } catch (error) {
        if (!isAboutValues(error) || rows.length === 1) return giveUpOn(rows, error);
        // One row that the database refuses must not hold up the others.
        for (const row of rows) await insert([row]).catch((cause) => giveUpOn([row], cause));
      }
    },
    async touch(grants, servers) {
      await pool.query(TOUCH_GRANTS, columns(grants));
      await pool.query(TOUCH_SERVERS, columns(servers));
    },
  };
}

/** What is wrong with a value stays wrong: it is reported instead of tried for ever. Anything else is thrown on. */
function giveUpOn(rows: readonly CallRow[], error: unknown): void {
  if (!isAboutValues(error)) throw error;
  log.error({ error, rows }, 'A row of the call log was refused by the database.');
}

function isAboutValues(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code?.startsWith('22') || error.code?.startsWith('23')) === true;
}

function columns(times: ReadonlyMap<string, number>): [string[], Date[]] {
  return [[...times.keys()], [...times.values()].map((ms) => new Date(ms))];
}
