import { missing } from '@/app/formats/missing';
import { docsPages } from '@/components/docs/docs-pages';
import { env } from '@/lib/base/env';
import { AppError, notFound } from '@/lib/base/errors';
import { log } from '@/lib/base/log';
import { listSitemapServers, listSitemapTools } from '@/lib/domain/catalogue/sitemap';
import { reply } from '@/lib/edges/api/reply';
import { countVisit } from '@/lib/edges/api/visits';
import { addressIn } from '@/lib/edges/auth/forwarded';
import { fixedPages, sitemapXml } from '@/lib/edges/crawlers/sitemap';

type Context = { params: Promise<{ part: string }> };

/** One part: the pages written by hand, servers after a slug, or tools of a range of ids. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    await countVisit('format', addressIn(request.headers.get('x-forwarded-for'), env().TRUSTED_PROXIES));
    const body = sitemapXml(await pagesOf((await params).part), env().PUBLIC_URL);
    return reply(request, { body, type: 'application/xml; charset=utf-8' });
  } catch (error) {
    if (!(error instanceof AppError)) log.error({ err: error }, 'a part of the sitemap failed');
    return missing('xml', error);
  }
}

async function pagesOf(part: string): Promise<Parameters<typeof sitemapXml>[0]> {
  if (part === 'pages.xml') return fixedPages(docsPages.map(({ href }) => href));
  const servers = /^servers(?:_([a-z0-9-]{1,300}))?\.xml$/.exec(part);
  if (servers) return listSitemapServers(servers[1] ?? '');
  const [, from, to] = /^tools_([0-9a-f-]{36})_([0-9a-f-]{36})\.xml$/.exec(part) ?? [];
  const tools = from && to ? await listSitemapTools({ from, to }) : [];
  if (tools.length === 0) throw notFound('part of the sitemap');
  return tools;
}
