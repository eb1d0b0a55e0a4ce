import { z } from 'zod';

/**
 * What a trigger says of one organisation: it changed, and this of it ended. Nothing in it opens anything, so a notice that
 * somebody else sent closes at most, until the organisation is read.
 */
export type Notice = z.infer<typeof Notice>;

/** Members that are not known are ignored: a newer migration may say more to newer gateways. */
const Notice = z.object({
  organisation: z.guid(),
  /** Grants that no longer stand, by id. */
  stopped: z.array(z.guid()),
  /** Grants that end earlier than before: the id, and milliseconds since 1970. */
  expires: z.array(z.tuple([z.guid(), z.int()])).default([]),
  /** Servers that were removed, by id. */
  servers: z.array(z.guid()).default([]),
});

/** Null: the payload is none that a trigger sends, or says that everything may have changed. Never throws. */
export function readNotice(payload: string): Notice | null {
  const notice = Notice.safeParse(parse(payload));
  return notice.success ? notice.data : null;
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}
