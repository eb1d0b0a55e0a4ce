import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { seal } from '@/lib/base/secrets/secret-box';
import type { ApprovalEntry, ApprovalStore, HeldCall, NewApproval } from '@/lib/engines/gateway/ports';

/** Approvals of one grant that wait at once: an agent must not bury the one that matters. */
const PENDING_MAX = 100;

/** Calls of one organisation that ask at once: what asks behind them waits for milliseconds and no longer. */
const ASKING_MAX = 200;

// Rejected rows are found too: within its time a rejection answers the repeats.
const FIND = `
  SELECT "id", "state", "reason" FROM "Approval"
  WHERE "grantId" = $1 AND "serverId" = $2 AND "tool" = $3 AND "argumentsDigest" = $4 AND "policyVersionId" = $5
    AND "state" IN ('pending', 'approved', 'rejected') AND "expiresAt" > now()
  ORDER BY "createdAt" DESC, "id" DESC LIMIT 1`;

// One pending row for one call, by a unique index. One that nobody decided in time is asked for again: its arguments are
// forgotten (undecided.ts), so it takes those of the new request with the id that they are sealed to.
const CREATE = `
  INSERT INTO "Approval" ("id", "organisationId", "serverId", "grantId", "policyVersionId", "tool", "argumentsDigest",
    "argumentsBox", "rule", "message", "expiresAt")
  SELECT $6, $7, $2, $1, $5, $3, $4, $8, $9, $10, now() + make_interval(secs => $11)
  WHERE (SELECT count(*) FROM "Approval" WHERE "grantId" = $1 AND "state" = 'pending' AND "expiresAt" > now()) < ${PENDING_MAX}
  ON CONFLICT ("grantId", "tool", "argumentsDigest", "policyVersionId") WHERE "state" = 'pending'
  DO UPDATE SET "id" = EXCLUDED."id", "argumentsBox" = EXCLUDED."argumentsBox", "rule" = EXCLUDED."rule",
    "message" = EXCLUDED."message", "expiresAt" = EXCLUDED."expiresAt", "createdAt" = now()
  WHERE "Approval"."expiresAt" <= now()
  RETURNING "id", "state", "reason"`;

// The condition is what makes it exactly once: of parallel updates one finds the row still approved.
const CONSUME = `
  UPDATE "Approval" SET "state" = 'consumed', "consumedAt" = now()
  WHERE "id" = $1 AND "state" = 'approved' AND "expiresAt" > now()`;

const GIVE_BACK = `UPDATE "Approval" SET "state" = 'approved', "consumedAt" = NULL WHERE "id" = $1 AND "state" = 'consumed'`;

/** Rejects where the database does not answer, and where too many calls of the organisation ask at once. */
export function createApprovals(pool: Pool): ApprovalStore {
  const asking = new Map<string, number>();

  /** Few connections serve everybody, so one organisation must not have all that wait for them. */
  async function inTurn<T>({ organisationId }: HeldCall, ask: () => Promise<T>): Promise<T> {
    const own = asking.get(organisationId) ?? 0;
    if (own >= ASKING_MAX) throw new Error('Too many calls of one organisation ask for approvals at once.');
    asking.set(organisationId, own + 1);
    try {
      return await ask();
    } finally {
      const left = (asking.get(organisationId) ?? 1) - 1;
      if (left > 0) asking.set(organisationId, left);
      else asking.delete(organisationId);
    }
  }

  async function find(call: HeldCall): Promise<ApprovalEntry | null> {
    const { rows } = await pool.query<ApprovalEntry>(FIND, keyOf(call));
    return rows[0] ?? null;
  }

  async function create(call: NewApproval): Promise<ApprovalEntry | null> {
    const id = randomUUID();
    const box = seal(call.canonicalArguments, `approval:${id}`);
    const values = [id, call.organisationId, box, call.rule, call.message, call.expiresInSeconds];
    const { rows } = await pool.query<ApprovalEntry>(CREATE, [...keyOf(call), ...values]);
    return rows[0] ?? find(call);
  }

  return {
    find: (call) => inTurn(call, () => find(call)),
    create: (call) => inTurn(call, () => create(call)),
    async consume(id) {
      const { rowCount } = await pool.query(CONSUME, [id]);
      return rowCount === 1;
    },
    async giveBack(id) {
      await pool.query(GIVE_BACK, [id]);
    },
  };
}

function keyOf(call: HeldCall): string[] {
  return [call.grantId, call.serverId, call.tool, call.argumentsDigest, call.policyVersionId];
}
