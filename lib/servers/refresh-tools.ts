import { recordChange } from '@/lib/changes/record';
import { db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { authorise, type Viewer } from '@/lib/organisations/viewer';
import type { Tool } from '@/prisma/client/client';
import { countReading } from './count-reading';
import { pinTools } from './pin-tools';
import { readServer } from './read-server';
import { requireServer } from './require-server';
import { upstreamHeaders } from './upstream-headers';

/** Tools of one server that are remembered, those that are gone included. */
const STORED_MAX = 10_000;

export type Refreshed = { added: string[]; changed: string[]; gone: string[] };

type Pinned = ReturnType<typeof pinTools>[number];

/**
 * Reads the server again and compares it with what is stored: a new tool waits as pending (also one that was gone and
 * comes back), a changed definition is kept and marked for a review, a missing tool is gone.
 */
export async function refreshTools(viewer: Viewer, serverId: string): Promise<Refreshed> {
  authorise(viewer, 'server.refresh');
  const server = await requireServer(db(), viewer, serverId);
  await countReading(viewer);
  const { tools, protocolVersions } = await readServer(server.url, upstreamHeaders(server));
  const { organisationId } = viewer;

  return db().$transaction(async (tx) => {
    // Taken first: two readings of one server are compared one after the other.
    await tx.server.update({
      where: { id: server.id, organisationId },
      data: { protocolVersions, lastContactAt: new Date() },
    });
    const stored = await tx.tool.findMany({ where: { serverId: server.id, organisationId } });
    const { added, returned, changed, gone } = compare(stored, pinTools(tools));
    if (stored.length + added.length > STORED_MAX) throw tooMany();
    await tx.tool.createMany({
      data: added.map((tool) => ({ ...tool, organisationId, serverId: server.id, state: 'pending' as const })),
    });
    for (const [{ name, ...definition }, state] of [...returned, ...changed]) {
      await tx.tool.updateMany({
        where: { serverId: server.id, organisationId, name },
        data: { ...definition, state },
      });
    }
    await tx.tool.updateMany({
      where: { serverId: server.id, organisationId, name: { in: gone } },
      // The name is remembered, so that a tool that comes back is reviewed; the rest could be had without end.
      data: { state: 'gone', description: null, inputSchema: {} },
    });
    const refreshed = {
      added: [...added, ...returned.map(([tool]) => tool)].map(({ name }) => name),
      changed: changed.map(([{ name }]) => name),
      gone,
    };
    await recordChange(tx, viewer, { verb: 'server.refresh', subjectId: server.id, detail: refreshed });
    return refreshed;
  });
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
