import type { Transaction } from '@/lib/db';
import { AppError } from '@/lib/errors';
import type { Server, Tool } from '@/prisma/client/client';
import { pinTools } from './pin-tools';
import type { Reading } from './read-server';

/** Tools of one server that are remembered, those that are gone included. */
const STORED_MAX = 10_000;

export type Refreshed = { added: string[]; changed: string[]; gone: string[] };

type Connection = Partial<Pick<Server, 'url' | 'urlBox' | 'credentialBox'>>;
type Pinned = ReturnType<typeof pinTools>[number];

/**
 * Compares a reading of `server` with what is stored: a new tool waits as pending (also one that was gone and comes
 * back), a changed definition is kept and marked for a review, a missing tool is gone. `connection` is stored with it.
 * Throws when the server's address or credentials were changed after `server` was read: the reading is of another one.
 */
export async function storeReading(
  tx: Transaction,
  server: Server,
  { tools, protocolVersions }: Reading,
  connection: Connection = {},
): Promise<Refreshed> {
  const { organisationId, url, urlBox, credentialBox } = server;
  const own = { serverId: server.id, organisationId };
  // Taken first: two readings of one server are compared one after the other.
  const { count } = await tx.server.updateMany({
    where: { id: server.id, organisationId, url, urlBox, credentialBox },
    data: { ...connection, protocolVersions, lastContactAt: new Date() },
  });
  if (count === 0) throw moved();
  const stored = await tx.tool.findMany({ where: own });
  const { added, returned, changed, gone } = compare(stored, pinTools(tools));
  if (stored.length + added.length > STORED_MAX) throw tooMany();
  await tx.tool.createMany({ data: added.map((tool) => ({ ...tool, ...own, state: 'pending' as const })) });
  for (const [{ name, ...definition }, state] of [...returned, ...changed]) {
    await tx.tool.updateMany({ where: { ...own, name }, data: { ...definition, state } });
  }
  await tx.tool.updateMany({
    where: { ...own, name: { in: gone } },
    // The name is remembered, so that a tool that comes back is reviewed; the rest could be had without end.
    data: { state: 'gone', description: null, inputSchema: {} },
  });
  return {
    added: [...added, ...returned.map(([tool]) => tool)].map(({ name }) => name),
    changed: changed.map(([{ name }]) => name),
    gone,
  };
}

function moved(): AppError {
  return new AppError(
    'conflict',
    'The address or the credentials of this server were changed meanwhile. Nothing was stored; open the page again.',
  );
}

function tooMany(): AppError {
  const sentence = `This server has offered more than ${STORED_MAX} different tools. Nothing was changed.`;
  return new AppError('conflict', `${sentence} Register it anew to begin with those of today.`);
}

type Marked = [tool: Pinned, state: 'pending' | 'changed'];

function compare(stored: Tool[], offered: Pinned[]) {
  const known = new Map(stored.map((tool) => [tool.name, tool]));
  const names = new Set(offered.map(({ name }) => name));
  const added: Pinned[] = [];
  const returned: Marked[] = [];
  const changed: Marked[] = [];
  for (const tool of offered) {
    const before = known.get(tool.name);
    if (!before) added.push(tool);
    else if (before.state === 'gone') returned.push([tool, 'pending']);
    else if (before.definitionHash !== tool.definitionHash) {
      changed.push([tool, before.state === 'pending' ? 'pending' : 'changed']);
    }
  }
  const gone = stored.filter(({ name, state }) => state !== 'gone' && !names.has(name)).map(({ name }) => name);
  return { added, returned, changed, gone };
}
