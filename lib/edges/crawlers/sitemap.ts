import { attacks } from '@/lib/core/attacks/attacks';
import { severities } from '@/lib/core/risk/weigh/severity';
import { categories } from '@/lib/core/risk/words/lexicon';
import type { SitemapPage } from '@/lib/domain/catalogue/sitemap';

type Entry = { path: string; changedAt: Date | null };

/** Static pages, without lastmod, which is unknown. */
export function fixedPages(docs: readonly string[]): Entry[] {
  const paths = [
    '/',
    '/tools',
    '/risk',
    ...severities.map((severity) => `/risk/${severity.toLowerCase()}`),
    ...categories.map((category) => `/category/${category.toLowerCase()}`),
    '/attacks',
    ...attacks.map(({ slug }) => `/attacks/${slug}`),
    '/changes',
    '/stack',
    ...docs,
    '/playground',
    '/contact',
  ];
  return paths.map((path) => ({ path, changedAt: null }));
}

/** One part of the sitemap. Slugs need no XML escaping. */
export function sitemapXml(pages: readonly (Entry | SitemapPage)[], origin: string): string {
  const urls = pages.map(({ path, changedAt }) => `<url><loc>${origin}${path}</loc>${lastModified(changedAt)}</url>`);
  return document('urlset', urls);
}

/** The sitemap index. */
export function sitemapIndexXml(parts: readonly Entry[], origin: string): string {
  const maps = parts.map(
    ({ path, changedAt }) => `<sitemap><loc>${origin}${path}</loc>${lastModified(changedAt)}</sitemap>`,
  );
  return document('sitemapindex', maps);
}

function lastModified(changedAt: Date | null): string {
  return changedAt ? `<lastmod>${changedAt.toISOString()}</lastmod>` : '';
}

function document(root: string, entries: readonly string[]): string {
  const start = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`;
  return `${start}\n${entries.join('\n')}\n</${root}>\n`;
}
