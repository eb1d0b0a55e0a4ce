import { showHidden } from '@/lib/show-hidden';
import { site } from '@/lib/site';
import type { FeedChange } from './list-feed';
import { differencesOf, wordsFor } from './sentences';

type Feed = { changes: readonly FeedChange[]; kind?: string; publicUrl: string };

/** The change feed in Atom (RFC 4287). Texts that strangers wrote show what they would hide. */
export function atomOf({ changes, kind, publicUrl }: Feed): string {
  const query = kind ? `?kind=${kind}` : '';
  // A feed says when it last changed; one that never did says the earliest time.
  const updated = changes[0]?.at ?? new Date(0);
  return `${[
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    `<id>${escaped(`${publicUrl}/changes${query}`)}</id>`,
    `<title>${escaped(`MCP tools that changed${kind ? `: ${kind}` : ''}`)}</title>`,
    `<updated>${updated.toISOString()}</updated>`,
    `<author><name>${escaped(site.name)}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${escaped(`${publicUrl}/changes/feed.xml${query}`)}"/>`,
    `<link rel="alternate" type="text/html" href="${escaped(`${publicUrl}/changes${query}`)}"/>`,
    ...changes.map((change) => entryOf(change, publicUrl)),
    '</feed>',
  ].join('\n')}\n`;
}

function entryOf(change: FeedChange, publicUrl: string): string {
  const { at, id, kind, server, tool, path } = change;
  const title = tool ? `${tool.name} of ${server.name} ${wordsFor(change)}` : `${server.name} ${wordsFor(change)}`;
  const summary = [`${title}.`, ...differencesOf(change)].join(' ');
  // With the time, so that a database that begins anew repeats no id.
  const tag = `tag:${new URL(publicUrl).hostname},2026:change:${id}:${at.getTime()}`;
  return [
    '<entry>',
    `<id>${escaped(tag)}</id>`,
    `<title>${escaped(title)}</title>`,
    `<updated>${at.toISOString()}</updated>`,
    `<link rel="alternate" type="text/html" href="${escaped(publicUrl + (path ?? '/changes'))}"/>`,
    `<category term="${kind}"/>`,
    `<summary>${escaped(summary)}</summary>`,
    '</entry>',
  ].join('\n');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no place for most control characters, not even as entities; they are shown as JSON writes them. */
function escaped(text: string): string {
  return showHidden(text).replace(/[&<>"]/g, (character) => entities[character] ?? '');
}
