import { type FeedChange, listFeed } from '@/lib/feed/list-feed';
import type { FeedInput } from '@/lib/feed/schema';
import { differencesOf, wordsFor } from '@/lib/feed/sentences';
import { blocks, bullets, code, inline, link } from './markdown';
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

export function changesMarkdown({ changes, next }: ChangeList): string {
  return blocks(
    '# Changes',
    'What became of the tools in the catalogue: new, removed, redefined by their publisher, or read as more or less risky than before.',
    changes.length === 0 ? 'Nothing has changed yet.' : bullets(changes.map(line)),
    next ? `Older changes: ${link('as JSON', next)}` : '',
  );
}

function line({ at, server, tool, says, differences, url }: Change): string {
  const name = tool ? `${code(tool.name)} of ${inline(server.name)}` : inline(server.name);
  const page = url ? ` (${link('page', `${url}.md`)})` : '';
  return `${at.slice(0, 10)}: ${name} ${inline(says)}${page}. ${differences.map(inline).join(' ')}`.trimEnd();
}
