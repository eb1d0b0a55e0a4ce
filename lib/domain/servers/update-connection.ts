import { db } from '@/lib/base/database/client';
import { AppError } from '@/lib/base/errors';
import { parse } from '@/lib/base/input/parse';
import { openAddress, sealAddress } from '@/lib/base/secrets/server-address';
import { isMasked } from '@/lib/core/text/shown-url';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { recordChange } from '@/lib/domain/change-log/record';
import type { Server } from '@/prisma/client/client';
import { countReading } from './count-reading';
import { reachServer } from './reach';
import { requireServer } from './require-server';
import { UpdateConnectionInput } from './schema';
import { sealHeaders } from './seal-headers';
import { type Refreshed, storeReading } from './store-reading';
import { upstreamHeaders } from './upstream-headers';

/**
 * Changes where and with which credentials a server is reached. It is read live there, and its tools are compared with
 * those stored; when that fails, nothing changes. Stored credentials never go to another origin unasked.
 */
export async function updateConnection(actor: Actor, input: UpdateConnectionInput): Promise<Refreshed> {
  authorise(actor, 'server.connect');
  const { serverId, url: given, headers } = parse(UpdateConnectionInput, input);
  const server = await requireServer(db(), actor, serverId);
  const before = storedAddress(server);
  const url = isMasked(given) ? unmasked(server, given, before) : given;
  if (headers === undefined) refuseToCarryOver(server, url);
  await countReading(actor);
  const reading = await reachServer(actor, url, headers ?? upstreamHeaders(server));
  const credentialBox = headers === undefined ? server.credentialBox : sealHeaders(server.id, headers);
  return db().$transaction(async (tx) => {
    const refreshed = await storeReading(tx, server, reading, { ...sealAddress(server.id, url), credentialBox });
    await recordChange(tx, actor, {
      verb: 'server.connect',
      subjectId: server.id,
      detail: {
        name: server.name,
        // The origins only: a path or query may carry a secret.
        from: new URL(server.url).origin,
        to: new URL(url).origin,
        isOtherAddress: before !== url,
        credentials: fateOf(server.credentialBox, credentialBox),
        ...refreshed,
      },
    });
    return refreshed;
  });
}

/** Null when it was sealed with a key that is gone: it can still be replaced. */
function storedAddress(server: Server): string | null {
  try {
    return openAddress(server);
  } catch {
    return null;
  }
}

/** The form shows the stored address masked; sent back as it was shown, it stands for the stored one. */
function unmasked(server: Server, given: string, stored: string | null): string {
  if (stored !== null && given === new URL(server.url).href) return stored;
  const sentence = 'Enter the whole address: •••• stands for what is stored and not shown.';
  throw new AppError('invalid', `${sentence} Nothing was changed.`, { fieldErrors: { url: [sentence] } });
}

function fateOf(before: string | null, after: string | null): 'kept' | 'removed' | 'replaced' {
  if (before === after) return 'kept';
  return after === null ? 'removed' : 'replaced';
}

function refuseToCarryOver({ url: before, credentialBox }: Server, url: string): void {
  if (credentialBox === null || new URL(before).origin === new URL(url).origin) return;
  const { origin } = new URL(before);
  throw new AppError(
    'invalid',
    'The stored credentials were not sent to another server. Enter the credentials again, or remove them. Nothing was changed.',
    { fieldErrors: { credentials: [`The stored ones are for ${origin}: replace or remove them.`] } },
  );
}
