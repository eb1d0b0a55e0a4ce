import { DatabaseError, type Pool } from 'pg';
import { log } from '@/lib/base/log';
import type { CallRow, CallSink } from '@/lib/engines/gateway/record/call-sink';

// One parameter for all rows; the names of the columns are the names of the row's members.
const INSERT =
  'INSERT INTO "Call" SELECT * FROM json_populate_recordset(NULL::"Call", $1) ON CONFLICT ("id") DO NOTHING';

const TOUCH_GRANTS = `
  UPDATE "Grant" g SET "lastUsedAt" = u.at FROM unnest($1::uuid[], $2::timestamptz[]) AS u(id, at) WHERE g."id" = u.id`;
const TOUCH_SERVERS = `
  UPDATE "Server" s SET "lastContactAt" = u.at FROM unnest($1::uuid[], $2::timestamptz[]) AS u(id, at) WHERE s."id" = u.id`;

/**
 * Writes rows of the call log. A row that the database refuses for one of its values is stored without those that came
 * from outside, so that a call is never missing; what is refused even so is logged with its id, once.
 */
export function createCallSink(pool: Pool): CallSink {
  const insert = (rows: readonly CallRow[]) => pool.query(INSERT, [JSON.stringify(rows)]);

  /** What is wrong with a value stays wrong, so it is not tried for ever. Anything else is thrown on. */
  async function insertOne(row: CallRow): Promise<void> {
    try {
      await insert([row]);
    } catch (error) {
      if (!isAboutValues(error)) throw error;
      log.error({ error, callId: row.id, row }, 'The database refused a row of the call log; its bare row is stored.');
      await insert([bareOf(row)]).catch((cause) => giveUpOn(row, cause));
    }
  }

  return {
    async write(rows) {
      try {
        await insert(rows);
      } catch (error) {
        if (!isAboutValues(error)) throw error;
        // One row that the database refuses must not hold up the others.
        for (const row of rows) await insertOne(row);
      }
    },
    async touch(grants, servers) {
      await pool.query(TOUCH_GRANTS, columns(grants));
      await pool.query(TOUCH_SERVERS, columns(servers));
    },
  };
}

/** Who called what when, and whether it was let through. */
function bareOf({ id, at, organisationId, serverId, grantId, policyVersionId, era, outcome }: CallRow): CallRow {
  return {
    ...{ id, at, organisationId, serverId, grantId, policyVersionId, era, outcome },
    ...{ requestId: id, traceId: null, session: null, method: '(not stored)', tool: null, argumentKeys: [] },
    ...{ argumentsDigest: null, rule: '(not stored)', message: 'The database refused the details of this call.' },
    ...{ failure: null, upstreamStatus: null, requestBytes: 0, responseBytes: 0, gatewayMicros: 0, upstreamMicros: 0 },
  };
}

function giveUpOn(row: CallRow, error: unknown): void {
  if (!isAboutValues(error)) throw error;
  log.error({ error, callId: row.id, row }, 'A row of the call log was refused by the database and is lost.');
}

/** Classes of SQLSTATE: a value is malformed (22), breaks a constraint (23), or is larger than the database takes (54). */
const ABOUT_VALUES: ReadonlySet<string | undefined> = new Set(['22', '23', '54']);

function isAboutValues(error: unknown): boolean {
  return error instanceof DatabaseError && ABOUT_VALUES.has(error.code?.slice(0, 2));
}

function columns(times: ReadonlyMap<string, number>): [string[], Date[]] {
  return [[...times.keys()], [...times.values()].map((ms) => new Date(ms))];
}
