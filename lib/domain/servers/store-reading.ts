import type { Transaction } from '@/lib/base/database/client';
import { AppError } from '@/lib/base/errors';
import { canonical } from '@/lib/core/mcp/canonical';
import type { Prisma, Server, Tool } from '@/prisma/client/client';
import { noDrift } from './drift';
import { type Definition, pin } from './pin-tools';
import type { Reading } from './reach';

/** Tools of one server that are remembered, those that are gone included. */
const STORED_MAX = 10_000;

export type Refreshed = { added: string[]; changed: string[]; gone: string[] };

type Connection = Partial<Pick<Server, 'url' | 'urlBox' | 'credentialBox'>>;

/**
 * Compares a reading of `server` with what is stored: a new tool waits as pending (also one that was gone and comes
 * back), a changed definition is kept and marked for a review, a missing tool is gone. `connection` is stored with it.
 * Throws when the server's address or credentials were changed after `server` was read: the reading is of another one.
 */
export async function storeReading(
  tx: Transaction,
  server: Server,
  { definitions, protocolVersions }: Reading,
  connection: Connection = {},
): Promise<Refreshed> {
  const { organisationId, url, urlBox, credentialBox } = server;
  const own = { serverId: server.id, organisationId };
  const now = new Date();
  // Taken first: two readings of one server are compared one after the other.
  const { count } = await tx.server.updateMany({
    where: { id: server.id, organisationId, url, urlBox, credentialBox },
    data: { ...connection, protocolVersions, lastContactAt: now, toolsReadAt: now, ...noDrift },
  });
  if (count === 0) throw moved();
  const stored = await tx.tool.findMany({ where: own });
  const { added, updated, returned, changed, gone } = compare(stored, definitions);
  if (stored.length + added.length > STORED_MAX) throw tooMany();
  await tx.tool.createMany({ data: added.map((tool) => ({ ...tool, ...own, state: 'pending' as const })) });
  for (const { name, ...data } of updated) await tx.tool.updateMany({ where: { ...own, name }, data });
  await tx.tool.updateMany({
    where: { ...own, name: { in: gone } },
    // The name is remembered, so that a tool that comes back is reviewed; the rest could be had without end.
    data: { state: 'gone', description: null, inputSchema: {}, ...nothingPinned, offeredDefinition: null },
  });
  return {
    added: [...added.map(({ name }) => name), ...returned],
    changed,
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

const nothingPinned = {
  pinnedHash: null,
  pinnedDefinition: null,
  pinnedCategory: null,
  pinnedSeverity: null,
  pinnedConfidence: null,
};

type Update = Pick<Tool, 'name'> & Omit<Prisma.ToolUpdateManyMutationInput, 'name'>;

function compare(stored: Tool[], offered: Definition[]) {
  const known = new Map(stored.map((tool) => [tool.name, tool]));
  const names = new Set(offered.map(({ name }) => name));
  const added: Definition[] = [];
  const updated: Update[] = [];
  const returned: string[] = [];
  const changed: string[] = [];
  for (const tool of offered) {
    const before = known.get(tool.name);
    const update = before && updateOf(before, tool);
    if (!before) added.push(tool);
    if (update) updated.push(update);
    if (before?.state === 'gone') returned.push(tool.name);
    else if (before && before.definitionHash !== tool.definitionHash) changed.push(tool.name);
  }
  const gone = stored.filter(({ name, state }) => state !== 'gone' && !names.has(name)).map(({ name }) => name);
  return { added, updated, returned, changed, gone };
}

/** What to store of a known tool: the pinned definition stays as it is until somebody reviews the offered one. */
function updateOf(before: Tool, tool: Definition): Update | null {
  const same = before.definitionHash === tool.definitionHash;
  if (before.state === 'gone') return { ...tool, state: 'pending' };
  if (before.state === 'pinned' && !same) return { ...tool, ...keptPin(before), state: 'changed' };
  if (before.state === 'pinned') return before.pinnedDefinition === null ? { ...tool, ...pin(tool) } : null;
  // Offered again as it was reviewed: there is nothing left to review.
  if (before.pinnedHash === tool.definitionHash) return { ...tool, ...pin(tool) };
  return same && before.offeredDefinition !== null ? null : tool;
}

function keptPin(before: Tool) {
  return {
    pinnedHash: before.pinnedHash ?? before.definitionHash,
    pinnedDefinition: before.pinnedDefinition ?? whatIsLeftOf(before),
    pinnedCategory: before.pinnedCategory ?? before.category,
    pinnedSeverity: before.pinnedSeverity ?? before.severity,
    pinnedConfidence: before.pinnedConfidence ?? before.confidence,
  };
}

/** Of a tool that was pinned before whole definitions were kept: the members that were. Agents get it if its hash is right. */
function whatIsLeftOf({ name, title, description, inputSchema, annotations }: Tool): string {
  const members = Object.entries({ name, title, description, inputSchema, annotations });
  return canonical(Object.fromEntries(members.filter(([, value]) => value !== null)));
}
