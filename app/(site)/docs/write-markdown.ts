import type { RootContent } from 'mdast';
import { blockNameOf, readHeading, titleOf } from '@/components/docs/dialect';
import type { Values } from '@/components/docs/placeholders';
import { inline } from '@/lib/edges/markdown/markdown';

/** The source as plain Markdown: components become the Markdown that says the same, titles a line of text, ids nothing. */
export function writeMarkdown(text: string, nodes: readonly RootContent[], values: Values): string {
  const written: string[] = [];
  let end = 0;
  for (const node of nodes) {
    const from = node.position?.start.offset ?? end;
    const to = node.position?.end.offset ?? from;
    written.push(text.slice(end, from), plain(node, text.slice(from, to), values));
    end = to;
  }
  return `${written.join('')}${text.slice(end)}`;
}

function plain(node: RootContent, source: string, values: Values): string {
  if (node.type === 'heading' && readHeading(node).id) return source.replace(/\s*\{#[a-z0-9-]+\}$/, '');
  if (node.type === 'code') {
    const title = titleOf(node);
    return title ? `${inline(title)}\n\n${source.replace(` ${node.meta}`, '')}` : source;
  }
  const value = node.type === 'paragraph' ? values.get(blockNameOf(node) ?? '') : undefined;
  return value && typeof value !== 'string' ? value.markdown : source;
}
