import type { Metadata } from 'next';
import { connection } from 'next/server';
import { env } from '@/lib/base/env';
import { site } from '@/lib/core/site';

type Page = {
  path: string;
  title: string;
  description: string;
  /** What machines read at the same address with this ending. */
  formats?: readonly ('md' | 'json')[];
  /** Formats of the page that have an address of their own. */
  types?: Record<string, string>;
};

const mediaTypes = { md: 'text/markdown', json: 'application/json' } as const;

/** What the head of a public page says. A page without formats has the picture of the site. */
export function pageMetadata({ path, title, description, formats = [], types }: Page): Metadata {
  const origin = env().PUBLIC_URL;
  const name = path === '/' ? '/index' : path;
  const url = path === '/' ? origin : `${origin}${path}`;
  const picture = { url: `${origin}${formats.length > 0 ? name : '/index'}.png`, width: 1200, height: 630, alt: title };
  return {
    title,
    description,
    alternates: {
      canonical: url,
      types: {
        ...Object.fromEntries(formats.map((format) => [mediaTypes[format], `${origin}${name}.${format}`])),
        ...types,
      },
    },
    openGraph: { type: 'website', siteName: site.name, title, description, url, images: [picture] },
    twitter: { card: 'summary_large_image', title, description, images: [picture] },
  };
}

/** For a page without parameters, which is otherwise rendered at build time, when nobody knows where the site is reached. */
export async function liveMetadata(page: Page): Promise<Metadata> {
  await connection();
  return pageMetadata(page);
}
