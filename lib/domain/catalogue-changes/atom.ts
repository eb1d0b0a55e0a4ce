import { site } from '@/lib/core/site';
import { showHidden } from '@/lib/core/text/show-hidden';
import type { FeedChange } from './list-feed';
import type { FeedGroup } from './list-groups';
import { differencesOf, namesIn, wordsFor, wordsForGroup } from './sentences';

type Feed = { groups: readonly FeedGroup[]; kind?: string; publicUrl: string };

/** The change feed in Atom (RFC 4287). Texts that strangers wrote show what they would hide. */
export function atomOf({ groups, kind, publicUrl }: Feed): string {
  const query = kind ? `?kind=${kind}` : '';
  // A feed says when it last changed; one that never did says the earliest time.
  const updated = groups[0]?.at ?? new Date(0);
  return `${[
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    `<id>${escaped(`${publicUrl}/changes${query}`)}</id>`,
    `<title>${escaped(`MCP tools that changed${kind ? `: ${kind}` : ''}`)}</title>`,
    `<updated>${updated.toISOString()}</updated>`,
    `<author><name>${escaped(site.name)}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${escaped(`${publicUrl}/changes/feed.xml${query}`)}"/>`,
    `<link rel="alternate" type="text/html" href="${escaped(`${publicUrl}/changes${query}`)}"/>`,
    ...groups.map((group) => entryOf(group, publicUrl)),
    '</feed>',
  ].join('\n')}\n`;
}

type Entry = { title: string; summary: string; id: string; path: string | null };

function entryOf(group: FeedGroup, publicUrl: string): string {
  const [change, ...others] = group.changes;
  if (!change) return '';
  const { title, summary, id, path } = others.length > 0 ? entryOfMany(group, change.id) : entryOfOne(change);
  // With the time, so that a database that begins anew repeats no id.
  const tag = `tag:${new URL(publicUrl).hostname},2026:${id}:${group.at.getTime()}`;
  return [
    '<entry>',
    `<id>${escaped(tag)}</id>`,
    `<title>${escaped(title)}</title>`,
    `<updated>${group.at.toISOString()}</updated>`,
    `<link rel="alternate" type="text/html" href="${escaped(publicUrl + (path ?? '/changes'))}"/>`,
    `<category term="${group.kind}"/>`,
    `<summary>${escaped(summary)}</summary>`,
    '</entry>',
  ].join('\n');
}

function entryOfOne(change: FeedChange): Entry {
  const { id, server, tool, path } = change;
  const title = tool ? `${tool.name} of ${server.name} ${wordsFor(change)}` : `${server.name} ${wordsFor(change)}`;
  return { title, summary: [`${title}.`, ...differencesOf(change)].join(' '), id: `change:${id}`, path };
}

function entryOfMany(group: FeedGroup, newest: string): Entry {
  const title = `${group.server.name}: ${wordsForGroup(group)}`;
  return { title, summary: `${title}: ${namesIn(group)}.`, id: `changes:${newest}`, path: group.serverPath };
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no place for most control characters, not even as entities; they are shown as JSON writes them. */
function escaped(text: string): string {
  return showHidden(text).replace(/[&<>"]/g, (character) => entities[character] ?? '');
}
