import { attacks } from '@/lib/core/attacks/attacks';
import { severities } from '@/lib/core/risk/weigh/severity';
import { categories } from '@/lib/core/risk/words/lexicon';
import type { SitemapPage } from '@/lib/domain/catalogue/sitemap';

type Entry = { path: string; changedAt: Date | null };

/** The pages that are not made of rows; when their words changed is not known, so nothing is said of it. */
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

/** One part of the sitemap. Paths are of slugs, which hold nothing that XML reads. */
export function sitemapXml(pages: readonly (Entry | SitemapPage)[], origin: string): string {
  const urls = pages.map(({ path, changedAt }) => `<url><loc>${origin}${path}</loc>${lastModified(changedAt)}</url>`);
  return document('urlset', urls);
}

/** The list of the parts. */
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
