import { missing } from '@/app/formats/missing';
import { env } from '@/lib/base/env';
import { log } from '@/lib/base/log';
import { cutSitemap, cutSitemapServers } from '@/lib/domain/catalogue/sitemap';
import { reply } from '@/lib/edges/api/reply';
import { sitemapIndexXml } from '@/lib/edges/crawlers/sitemap';

// Where the site is reached is known when it runs, not when it is built.
export const dynamic = 'force-dynamic';

const KEPT_MS = 600_000;

type Parts = Parameters<typeof sitemapIndexXml>[0];

/** The cut of this process: one pass over the catalogue at most every ten minutes, however often it is asked for. */
let cut: { until: number; parts: Promise<Parts> } | undefined;

export async function GET(request: Request): Promise<Response> {
  try {
    const body = sitemapIndexXml(await currentParts(), env().PUBLIC_URL);
    return reply(request, { body, type: 'application/xml; charset=utf-8' });
  } catch (error) {
    log.error({ err: error }, 'the sitemap index failed');
    return missing('xml', error);
  }
}

function currentParts(): Promise<Parts> {
  const now = Date.now();
  if (cut && now < cut.until) return cut.parts;
  const parts = listParts();
  cut = { until: now + KEPT_MS, parts };
  parts.catch(() => {
    cut = undefined;
  });
  return parts;
}

async function listParts(): Promise<Parts> {
  const [servers, tools] = await Promise.all([cutSitemapServers(), cutSitemap()]);
  return [
    { path: '/sitemap/pages.xml', changedAt: null },
    ...servers.map((after) => ({ path: `/sitemap/servers${after && `_${after}`}.xml`, changedAt: null })),
    ...tools.map(({ from, to, changedAt }) => ({ path: `/sitemap/tools_${from}_${to}.xml`, changedAt })),
  ];
}
