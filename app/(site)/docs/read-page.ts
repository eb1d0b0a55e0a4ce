import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PhrasingContent, RootContent } from 'mdast';
import { parseMarkdown, readHeading, textOf } from '@/components/docs/dialect';
import { docsPages } from '@/components/docs/docs-pages';
import { fill, type Values } from '@/components/docs/placeholders';
import { docsValues } from './values';
import { writeMarkdown } from './write-markdown';

type DocsPage = {
  href: string;
  title: string;
  lead: PhrasingContent[];
  /** What follows the lead. */
  nodes: RootContent[];
  values: Values;
  /** The whole page for readers of Markdown. */
  markdown: string;
};

/** By address, with the source that each was made from; only pages of `docsPages` come in. */
const kept = new Map<string, { source: string; page: DocsPage }>();

/** The page of the documentation at this address; undefined where there is none. */
export async function readDocsPage(href: string): Promise<DocsPage | undefined> {
  if (!docsPages.some((page) => page.href === href)) return undefined;
  const source = await readFile(docsFile(href), 'utf8');
  const known = kept.get(href);
  if (known?.source === source) return known.page;
  const page = makePage(href, source);
  kept.set(href, { source, page });
  return page;
}

export function docsFile(href: string): string {
  return join(process.cwd(), 'docs', 'site', `${href.slice('/docs/'.length) || 'index'}.md`);
}

function makePage(href: string, source: string): DocsPage {
  const values = docsValues();
  const text = fill(source, values);
  const { children } = parseMarkdown(text);
  const [heading, lead, ...nodes] = children;
  if (heading?.type !== 'heading' || heading.depth !== 1 || lead?.type !== 'paragraph')
    throw new TypeError(`${href} must begin with its title and a paragraph.`);
  const title = readHeading(heading).content.map(textOf).join('');
  return { href, title, lead: lead.children, nodes, values, markdown: writeMarkdown(text, children, values) };
}
