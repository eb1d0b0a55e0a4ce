import type { Code, Heading, Nodes, Paragraph, PhrasingContent, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';

// The Markdown of docs/site: CommonMark with GitHub's tables, and four additions that other tools know as well:
//   ## Limits {#limits}              the id of a heading
//   ```json title="policy.json"      the title of a code block
//   Table: Bounds                    a paragraph before a table: its caption
//   {{name}}                         a placeholder; alone in its paragraph it may stand for a component

export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
}

const ID = /\s*\{#([a-z0-9-]+)\}$/;

/** A heading without its id, and the id. */
export function readHeading({ children }: Heading): { id: string | undefined; content: PhrasingContent[] } {
  const last = children.at(-1);
  if (last?.type !== 'text') return { id: undefined, content: children };
  const text = { ...last, value: last.value.replace(ID, '') };
  return { id: ID.exec(last.value)?.[1], content: [...children.slice(0, -1), text] };
}

export function titleOf({ meta }: Code): string | undefined {
  return /^title="([^"]+)"$/.exec(meta ?? '')?.[1];
}

export function captionOf(paragraph: Paragraph): string | undefined {
  return /^Table: (.+)$/s.exec(textOf(paragraph))?.[1];
}

export function blockNameOf(paragraph: Paragraph): string | undefined {
  return /^\{\{([\w:.-]+)\}\}$/.exec(textOf(paragraph))?.[1];
}

/** The text alone, without marks. */
export function textOf(node: Nodes): string {
  if ('children' in node) return node.children.map(textOf).join('');
  return 'value' in node ? node.value : '';
}
