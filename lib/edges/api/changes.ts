import { type FeedChange, listFeed } from '@/lib/domain/catalogue-changes/list-feed';
import type { FeedInput } from '@/lib/domain/catalogue-changes/schema';
import { differencesOf, wordsFor } from '@/lib/domain/catalogue-changes/sentences';
import type { ChangeList } from './resources';

type Change = ChangeList['changes'][number];

/** A page of the change feed, newest first. */
export async function readChanges(input: FeedInput, origin: string): Promise<ChangeList> {
  const { changes, next } = await listFeed(input);
  const query = new URLSearchParams({ ...(input.kind && { kind: input.kind }), ...(next && { cursor: next }) });
  return {
    changes: changes.map((change) => changeItem(change, origin)),
    next: next && `${origin}/api/v1/changes?${query}`,
  };
}

function changeItem(change: FeedChange, origin: string): Change {
  const { id, kind, at, server, tool, toolCount, before, after, path } = change;
  return {
    id,
    kind,
    at: at.toISOString(),
    server,
    tool,
    toolCount,
    before,
    after,
    says: wordsFor(change),
    differences: differencesOf(change),
    url: path && `${origin}${path}`,
  };
}
