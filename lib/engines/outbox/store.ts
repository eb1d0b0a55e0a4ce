import type { Pool } from 'pg';
import type { Claimed, OutboxStore, Outcome } from './ports';

const LANE = `coalesce("organisationId", '00000000-0000-0000-0000-000000000000'::uuid)`;
const WAITS = `"doneAt" IS NULL AND "failedAt" IS NULL AND "claimedUntil" IS NULL`;
const DUE = `${WAITS} AND NOT "alone" AND "notBefore" <= now()`;
const CLAIMED = `row."id", row."claimId", row."organisationId", row."kind", row."payload", row."attempts", row."everyMs", row."alone"`;
const TAKE = `"attempts" = row."attempts" + 1, "claimId" = gen_random_uuid(),
  "claimedUntil" = now() + make_interval(secs => ($1::jsonb ->> row."kind")::float8 / 1000)`;
const LET_GO = `"claimId" = NULL, "claimedUntil" = NULL`;

// A loose index scan: one look-up finds the next lane with its first row, and the scan ends with the last row it needs. So a
// lane costs the same however many rows it has. Of a lane whose first row is not due, none is.
const head = (after: string) => `
  SELECT ${LANE} AS "lane", "notBefore" FROM "Outbox" WHERE ${WAITS} AND NOT "alone" AND ${after}
  ORDER BY ${LANE}, "notBefore", "id" LIMIT 1`;
const CLAIM = `
  WITH RECURSIVE lanes AS (
    (${head(`($2::uuid IS NULL OR ${LANE} > $2)`)})
    UNION ALL
    SELECT next.* FROM lanes CROSS JOIN LATERAL (${head(`${LANE} > lanes."lane"`)}) AS next
  ), picked AS MATERIALIZED (
    SELECT first."id" FROM lanes CROSS JOIN LATERAL (
      SELECT "id" FROM "Outbox"
      WHERE ${LANE} = lanes."lane" AND ${DUE} AND $1::jsonb ? "kind"
      ORDER BY "notBefore", "id" LIMIT 1 FOR UPDATE SKIP LOCKED) AS first
    WHERE lanes."notBefore" <= now() AND lanes."lane" <> ALL($3::uuid[]) LIMIT $4
  )
  UPDATE "Outbox" AS row SET ${TAKE} FROM picked WHERE row."id" = picked."id" RETURNING ${CLAIMED}`;

const CLAIM_ALONE = `
  UPDATE "Outbox" AS row SET ${TAKE} WHERE row."id" = (
    SELECT "id" FROM "Outbox" WHERE ${WAITS} AND "alone" AND "notBefore" <= now() AND $1::jsonb ? "kind"
    ORDER BY "notBefore", "id" LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING ${CLAIMED}`;

const ALONE_DUE = `
  SELECT FROM "Outbox" WHERE ${WAITS} AND "alone" AND "notBefore" <= now() AND "kind" = ANY($1::text[]) LIMIT 1`;

const LOST = `
  SELECT ${CLAIMED} FROM "Outbox" AS row WHERE "claimedUntil" < now() ORDER BY "claimedUntil" LIMIT 100`;

// What is done says nothing any more; what repeats begins anew.
const DONE = `
  UPDATE "Outbox" SET ${LET_GO}, "alone" = false, "error" = NULL, "payload" = '{}',
    "attempts" = CASE WHEN "everyMs" IS NULL THEN "attempts" ELSE 0 END,
    "doneAt" = CASE WHEN "everyMs" IS NULL THEN now() END,
    "notBefore" = CASE WHEN "everyMs" IS NULL THEN "notBefore" ELSE now() + make_interval(secs => "everyMs" / 1000.0) END
  WHERE "id" = $1 AND "claimId" = $2`;

const RETRY = `
  UPDATE "Outbox" SET ${LET_GO}, "notBefore" = now() + make_interval(secs => $3::float8 / 1000), "error" = $4, "alone" = $5
  WHERE "id" = $1 AND "claimId" = $2`;

const FAILED = `
  UPDATE "Outbox" SET ${LET_GO}, "alone" = false, "failedAt" = now(), "error" = $3 WHERE "id" = $1 AND "claimId" = $2`;

const RETURNED = `
  UPDATE "Outbox" SET ${LET_GO}, "attempts" = "attempts" - 1 WHERE "id" = $1 AND "claimId" = $2`;

const SEED = `
  INSERT INTO "Outbox" AS row ("id", "kind", "payload", "everyMs")
  SELECT gen_random_uuid(), "kind", '{}', "everyMs" FROM unnest($1::text[], $2::integer[]) AS given ("kind", "everyMs")
  ON CONFLICT ("kind") WHERE "everyMs" IS NOT NULL
  DO UPDATE SET "everyMs" = EXCLUDED."everyMs", "notBefore" = least(row."notBefore", now())
  WHERE row."everyMs" <> EXCLUDED."everyMs"`;

const UNKNOWN = `
  SELECT "kind", count(*)::integer AS "rows" FROM (
    SELECT "kind" FROM "Outbox" WHERE ${WAITS} AND "notBefore" <= now() AND "kind" <> ALL($1::text[]) LIMIT 1000) AS found
  GROUP BY "kind" ORDER BY "kind"`;

/** The outbox in PostgreSQL. Times are the database's, so that workers need not agree on theirs. */
export function createOutboxStore(pool: Pool): OutboxStore {
  const rowsOf = async <Row>(text: string, values: unknown[] = []) =>
    (await pool.query<Row & Record<string, unknown>>(text, values)).rows as Row[];
  return {
    async seed(repeats) {
      await pool.query(SEED, [[...repeats.keys()], [...repeats.values()]]);
    },
    claim: ({ leases, after, without, count }) =>
      rowsOf<Claimed>(CLAIM, [JSON.stringify(leases), after, without, count]),
    isAloneDue: async (kinds) => (await rowsOf(ALONE_DUE, [kinds])).length > 0,
    claimAlone: async (leases) => (await rowsOf<Claimed>(CLAIM_ALONE, [JSON.stringify(leases)]))[0],
    lost: () => rowsOf<Claimed>(LOST),
    async settle({ id, claimId }, outcome) {
      const [text, ...values] = settling(outcome);
      return (await pool.query(text, [id, claimId, ...values])).rowCount === 1;
    },
    unknown: (kinds) => rowsOf(UNKNOWN, [kinds]),
  };
}

function settling(outcome: Outcome): [text: string, ...values: unknown[]] {
  if (outcome.state === 'done') return [DONE];
  if (outcome.state === 'retry') return [RETRY, outcome.afterMs, outcome.error, outcome.alone];
  return outcome.state === 'failed' ? [FAILED, outcome.error] : [RETURNED];
}
