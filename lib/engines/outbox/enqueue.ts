import type { z } from 'zod';
import type { Transaction } from '@/lib/base/database/client';
import { AppError } from '@/lib/base/errors';
import { type Kind, type Kinds, laneOf } from './ports';

/** Rows of one organisation that wait at once. */
export const WAITING_MAX = 10_000;
/** Of the payload as JSON. */
export const PAYLOAD_BYTES_MAX = 8_192;

type Order<K extends Kinds, Name extends keyof K & string> = {
  kind: Name;
  payload: z.input<K[Name]['payload']>;
  organisationId: K[Name]['scope'] extends 'organisation' ? string : null;
  /** Not done before; at once unless given. */
  notBefore?: Date;
};

/**
 * Makes the function by which a verb has work of `kinds` done: it writes a row in the verb's own transaction, so that the
 * work is done if and only if what made it necessary is committed. It throws, and so rolls the verb back, where the payload
 * is not one of its kind or longer than 8 KiB, and where 10,000 rows of the organisation wait already; transactions that
 * run at once may each add one to that. Costs two statements, the first of which reads up to 10,000 entries of an index.
 */
export function enqueueOf<K extends Kinds>(kinds: K) {
  return async <Name extends keyof K & string>(tx: Transaction, order: Order<K, Name>): Promise<void> => {
    const { kind, organisationId, notBefore = new Date() } = order;
    const payload = accepted(kinds[kind], order);
    const lane = laneOf(organisationId);
    const [found] = await tx.$queryRaw<{ waiting: number }[]>`
      SELECT count(*)::integer AS "waiting" FROM (
        SELECT FROM "Outbox"
        WHERE coalesce("organisationId", '00000000-0000-0000-0000-000000000000'::uuid) = ${lane}::uuid
          AND "doneAt" IS NULL AND "failedAt" IS NULL AND "claimedUntil" IS NULL AND NOT "alone" LIMIT ${WAITING_MAX}) AS one`;
    if ((found?.waiting ?? 0) >= WAITING_MAX) {
      throw new AppError('unavailable', 'Too much work of your organisation waits. Nothing was changed.');
    }
    await tx.outbox.create({ data: { kind, organisationId, payload, notBefore } });
  };
}

function accepted(kind: Kind | undefined, order: { payload: unknown; organisationId: string | null }) {
  if (!kind || kind.everyMs !== undefined || (kind.scope === 'organisation') !== (order.organisationId !== null)) {
    throw new Error('This work cannot be enqueued.');
  }
  const payload = kind.payload.parse(order.payload);
  if (Buffer.byteLength(JSON.stringify(payload)) > PAYLOAD_BYTES_MAX) {
    throw new AppError('invalid', `What is to be done is longer than ${PAYLOAD_BYTES_MAX} bytes. Nothing was changed.`);
  }
  return payload as object;
}
