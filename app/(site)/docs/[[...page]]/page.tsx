import type { RootContent } from 'mdast';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { readDocsPage } from '@/app/(site)/docs/read-page';
import { liveMetadata } from '@/app/(site)/page-metadata';
import { Article } from '@/components/docs/article';
import { readHeading, textOf } from '@/components/docs/dialect';
import { docsPages } from '@/components/docs/docs-pages';
import { Prose, phrases } from '@/components/docs/prose';

type Props = { params: Promise<{ page?: string[] }> };

/** Sections from which on a page begins with a list of them. */
const SECTIONS_LISTED = 10;

async function find({ params }: Props) {
  const { page = [] } = await params;
  return (await readDocsPage(['/docs', ...page].join('/'))) ?? notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { href, title } = await find(props);
  const description = docsPages.find((page) => page.href === href)?.text ?? '';
  return liveMetadata({ path: href, title, description, formats: ['md'] });
}

export default async function DocsPage(props: Props) {
  const { title, lead, nodes, values } = await find(props);
  return (
    <Article title={title} lead={phrases(lead)}>
      <Contents nodes={nodes} />
      <Prose nodes={nodes} values={values} />
    </Article>
  );
}

function Contents({ nodes }: { nodes: readonly RootContent[] }) {
  const sections = nodes.flatMap((node) => {
    if (node.type !== 'heading' || node.depth !== 2) return [];
    const { id, content } = readHeading(node);
    return id ? [{ id, title: content.map(textOf).join('') }] : [];
  });
  if (sections.length < SECTIONS_LISTED) return null;
  return (
    <nav aria-label="On this page" className="my-5 flex flex-wrap gap-x-4 gap-y-1.5 text-sm">
      {sections.map(({ id, title }) => (
        <a key={id} href={`#${id}`} className="link">
          {title}
        </a>
      ))}
    </nav>
  );
}
