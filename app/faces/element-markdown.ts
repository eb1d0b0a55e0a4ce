import Link from 'next/link';
import type { ReactNode } from 'react';
import { CodeBlock } from '@/components/ui/code-block';
import { blocks, bullets, code, fenced, inline, link, table } from '@/lib/edges/markdown/markdown';
import { children, flat, type Node, type Props, textOf, toNode } from './elements';

/**
 * The Markdown of a page that is written as elements: headings, paragraphs, lists, tables, code and links. Components
 * without state are called, as React would; what neither is one nor is named here throws, so that a page can be left out
 * but never be wrong.
 */
export function elementMarkdown(node: ReactNode): string {
  return blocks(...blocksOf(node));
}

function blocksOf(node: ReactNode): string[] {
  const parts: string[] = [];
  let line: ReactNode[] = [];
  const endLine = () => {
    const text = phrase(line).trim();
    if (text) parts.push(text);
    line = [];
  };
  for (const child of flat(node)) {
    const block = toNode(child) && blockOf(child);
    if (!block) line.push(child);
    else {
      endLine();
      parts.push(...block);
    }
  }
  endLine();
  return parts;
}

/** The blocks of an element that stands by itself; undefined: it is part of a line. */
function blockOf(child: ReactNode): string[] | undefined {
  const node = toNode(child);
  if (!node) return undefined;
  const { type, props } = node;
  if (type === CodeBlock)
    return [String(props.title), fenced(String(props.text), props.language === 'json' ? 'json' : '')];
  if (typeof type !== 'string') return undefined;
  const heading = /^h([1-6])$/.exec(type);
  if (heading) return [`${'#'.repeat(Number(heading[1]))} ${phraseOf(props)}`];
  return Object.hasOwn(writers, type) ? writers[type]?.(props) : undefined;
}

const inside = (props: Props) => blocksOf(children(props));

const writers: Readonly<Record<string, ((props: Props) => string[]) | undefined>> = {
  p: (props) => [phraseOf(props)],
  ul: (props) => [bullets(itemsOf(props))],
  ol: (props) => [
    itemsOf(props)
      .map((item, index) => `${index + 1}. ${item}`)
      .join('\n'),
  ],
  dl: (props) => [definitions(props)],
  table: (props) => [tableOf(props)],
  pre: (props) => [fenced(textOf(children(props)), '')],
  summary: (props) => [`**${phraseOf(props)}**`],
  // The list of a page's own sections leads nowhere in Markdown.
  nav: () => [],
  article: inside,
  section: inside,
  div: inside,
  figure: inside,
  details: inside,
};

function itemsOf(props: Props): string[] {
  return elementsOf(props, 'li').map((item) =>
    blocksOf(children(item.props))
      .join('\n\n')
      .replace(/\n(?=.)/g, '\n  '),
  );
}

function definitions(props: Props): string {
  const parts = flat(children(props)).flatMap((child) => toNode(child) ?? []);
  return parts
    .map((part) => (part.type === 'dt' ? `**${phraseOf(part.props)}**` : `: ${phraseOf(part.props)}`))
    .join('\n')
    .replaceAll('\n**', '\n\n**');
}

function tableOf(props: Props): string {
  const rows = ['thead', 'tbody'].flatMap((part) =>
    elementsOf(props, part).flatMap((group) => elementsOf(group.props, 'tr')),
  );
  const cells = rows.map(({ props: row }) =>
    [...elementsOf(row, 'th'), ...elementsOf(row, 'td')].map((cell) => phraseOf(cell.props)),
  );
  const [head = [], ...body] = cells;
  return table(head, body);
}

function elementsOf(props: Props, type: string): Node[] {
  return flat(children(props)).flatMap((child) => {
    const node = toNode(child);
    return node?.type === type ? [node] : [];
  });
}

function phraseOf(props: Props): string {
  return phrase(flat(children(props))).trim();
}

/** Text with its emphasis, code and links, as one line. */
function phrase(nodes: readonly ReactNode[]): string {
  return nodes.map(phraseOne).join('').replace(/\s+/g, ' ');
}

function phraseOne(child: ReactNode): string {
  if (typeof child === 'string' || typeof child === 'number') return keepSpaces(String(child));
  const node = toNode(child);
  if (!node) return '';
  const { type, props } = node;
  if (type === Link || type === 'a') return link(textOf(children(props)), String(props.href));
  if (type === 'code' || type === 'kbd') return code(textOf(children(props)));
  if (type === 'strong') return `**${phraseOf(props)}**`;
  if (type === 'em') return `*${phraseOf(props)}*`;
  if (type === 'span') return phraseOf(props);
  throw new TypeError(`An element that has no Markdown: ${typeof type === 'string' ? type : 'component'}.`);
}

function keepSpaces(text: string): string {
  const [, before = '', middle = '', after = ''] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? [];
  return `${before && ' '}${middle && inline(middle)}${after && ' '}`;
}
