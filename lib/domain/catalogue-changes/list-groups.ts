import { type FeedChange, pageSize, readFeed } from './list-feed';
import type { FeedInput } from './schema';

/** What one reading of one server told of one kind, newest first. */
export type FeedGroup = {
  kind: FeedChange['kind'];
  at: Date;
  server: FeedChange['server'];
  serverPath: string | null;
  /** At least one. */
  changes: FeedChange[];
  /** More of the same reading follows on the next page. */
  isPart: boolean;
};

/** Changes that are looked at for one page; a reading that told more goes on after it. */
const changesMax = 250;

/**
 * The change feed as a person reads it: a server's changes of one kind from one reading stand together. A page holds whole
 * readings, 50 groups at most; `next` continues, null at the end. As dear as reading 250 rows from the end of an index.
 */
export async function listGroups(input: FeedInput): Promise<{ groups: FeedGroup[]; next: string | null }> {
  const { changes, more } = await readFeed(input, changesMax);
  const readings = readingsIn(changes);
  const isCut = more && readings.length === 1;
  // What the look ended in may go on: it is told whole on the next page.
  if (more && !isCut) readings.pop();
  const groups: FeedGroup[] = [];
  let last: string | undefined;
  for (const reading of readings) {
    const told = groupsOf(reading, isCut);
    if (groups.length > 0 && groups.length + told.length > pageSize) break;
    groups.push(...told);
    last = reading.at(-1)?.id;
  }
  return { groups, next: last !== undefined && (more || last !== changes.at(-1)?.id) ? last : null };
}

/** Changes of one server that were told in one transaction follow one another and have its time. */
function readingsIn(changes: readonly FeedChange[]): FeedChange[][] {
  const readings: FeedChange[][] = [];
  for (const change of changes) {
    const reading = readings.at(-1);
    const [first] = reading ?? [];
    const isSame = first && first.server.slug === change.server.slug && first.at.getTime() === change.at.getTime();
    if (reading && isSame) reading.push(change);
    else readings.push([change]);
  }
  return readings;
}

function groupsOf(reading: readonly FeedChange[], isPart: boolean): FeedGroup[] {
  const byKind = new Map<string, FeedGroup>();
  for (const change of reading) {
    const { kind, at, server, serverPath, tool } = change;
    // A change of the whole server is none of its tools.
    const key = tool ? kind : change.id;
    const group = byKind.get(key);
    if (group) group.changes.push(change);
    else byKind.set(key, { kind, at, server, serverPath, changes: [change], isPart });
  }
  return [...byKind.values()];
}
