import type { ListItem, Paragraph, PhrasingContent, RootContent, Table as TableNode } from 'mdast';
import { Fragment, type ReactNode } from 'react';
import { CodeBlock } from '@/components/ui/code-block';
import { Link } from '@/components/ui/link';
import { blockNameOf, captionOf, readHeading, textOf, titleOf } from './dialect';
import type { Values } from './placeholders';
import { Table } from './table';

/**
 * The Markdown of a documentation page as elements. Raw HTML, images and everything else that no page uses throw, so that
 * the documentation's tests find what cannot be shown.
 */
export function Prose({ nodes, values }: { nodes: readonly RootContent[]; values: Values }) {
  return nodes.map((node, index) => <Fragment key={keyOf(node)}>{block(node, nodes[index - 1], values)}</Fragment>);
}

function block(node: RootContent, before: RootContent | undefined, values: Values): ReactNode {
  switch (node.type) {
    case 'heading': {
      const { id, content } = readHeading(node);
      const Tag = node.depth === 2 ? 'h2' : 'h3';
      return <Tag id={id}>{phrases(content)}</Tag>;
    }
    case 'paragraph':
      return paragraph(node, values);
    case 'list': {
      const Tag = node.ordered ? 'ol' : 'ul';
      return (
        <Tag>
          {node.children.map((item) => (
            <li key={keyOf(item)}>{listItem(item)}</li>
          ))}
        </Tag>
      );
    }
    case 'code':
      return (
        <CodeBlock title={titleOf(node) ?? ''} text={node.value} language={node.lang === 'json' ? 'json' : 'text'} />
      );
    case 'table':
      return table(node, before);
    default:
      throw new TypeError(`Markdown that the documentation does not use: ${node.type}.`);
  }
}

function paragraph(node: Paragraph, values: Values): ReactNode {
  if (captionOf(node) !== undefined) return null;
  const value = values.get(blockNameOf(node) ?? '');
  return value && typeof value !== 'string' ? value.element : <p>{phrases(node.children)}</p>;
}

function listItem({ children }: ListItem): ReactNode {
  const [only, more] = children;
  if (only?.type !== 'paragraph' || more) throw new TypeError('An item of a list is one paragraph.');
  return phrases(only.children);
}

function table({ children: [head, ...rows] }: TableNode, before: RootContent | undefined): ReactNode {
  const caption = before?.type === 'paragraph' ? captionOf(before) : undefined;
  if (!head || caption === undefined) throw new TypeError('A table needs a caption: a paragraph "Table: …" before it.');
  return (
    <Table
      caption={caption}
      head={head.children.map(textOf)}
      rows={rows.map((row) => ({ key: keyOf(row), cells: row.children.map((cell) => phrases(cell.children)) }))}
    />
  );
}

export function phrases(nodes: readonly PhrasingContent[]): ReactNode {
  return nodes.map((node) => <Fragment key={keyOf(node)}>{phrase(node)}</Fragment>);
}

function phrase(node: PhrasingContent): ReactNode {
  switch (node.type) {
    case 'text':
      return node.value;
    case 'inlineCode':
      return <code>{node.value}</code>;
    case 'strong':
      return <strong>{phrases(node.children)}</strong>;
    case 'link':
      return linkTo(node.url, phrases(node.children));
    default:
      throw new TypeError(`Markdown that the documentation does not use: ${node.type}.`);
  }
}

/** Only pages are Next's to open: a file is none, and sign-in and sign-up load a document of their own. */
function linkTo(href: string, words: ReactNode): ReactNode {
  const isPage = href.startsWith('/') && !/\.\w+$/.test(href) && !/^\/sign-(in|up)$/.test(href);
  const To = isPage ? Link : 'a';
  return (
    <To href={href} className="link">
      {words}
    </To>
  );
}

function keyOf({ position }: { position?: RootContent['position'] }): string {
  return String(position?.start.offset);
}
