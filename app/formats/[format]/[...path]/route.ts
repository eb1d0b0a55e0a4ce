import { readDocsPage } from '@/app/(site)/docs/read-page';
import { missing } from '@/app/formats/missing';
import { drawPicture } from '@/app/formats/picture';
import { env } from '@/lib/base/env';
import { AppError, notFound } from '@/lib/base/errors';
import { log } from '@/lib/base/log';
import { reply } from '@/lib/edges/api/reply';
import { countVisit } from '@/lib/edges/api/visits';
import { addressIn } from '@/lib/edges/auth/forwarded';
import { llmsText } from '@/lib/edges/crawlers/llms';
import { type Formats, findFormats } from '@/lib/edges/markdown/find-formats';

type Context = { params: Promise<{ format: string; path: string[] }> };

/** The Markdown, JSON or picture of a public page, at the page's own address with an ending; next.config.ts leads here. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { format, path } = await params;
  try {
    return await give(request, format, path);
  } catch (error) {
    if (!(error instanceof AppError)) log.error({ err: error }, 'a page could not be given in another format');
    return missing(format, error);
  }
}

async function give(request: Request, format: string, path: readonly string[]): Promise<Response> {
  const origin = env().PUBLIC_URL;
  const client = addressIn(request.headers.get('x-forwarded-for'), env().TRUSTED_PROXIES);
  await countVisit('format', client);
  if (format === 'png')
    return reply(request, { body: await drawPicture(path, () => countVisit('picture', client)), type: 'image/png' });
  const page = path.join('/');
  if (format === 'md' && page === 'index') return markdown(request, llmsText(origin), origin);
  const docs = format === 'md' ? await readDocsPage(`/${page}`) : undefined;
  if (docs) return markdown(request, docs.markdown, `${origin}/${page}`);
  const found = await findFormats(path, origin);
  if ('moved' in found) return moved(found.moved, format);
  if (format === 'md') return markdown(request, found.markdown(), `${origin}/${page}`);
  if (format === 'policy.json') return policyFile(request, found, `${origin}/${page}`);
  if (format !== 'json') throw notFound('page');
  return json(request, found, `${origin}/${page}`);
}

function markdown(request: Request, body: string, page: string): Response {
  return reply(request, { body, type: 'text/markdown; charset=utf-8', headers: { link: canonical(page) } });
}

function json(request: Request, { resource }: Exclude<Formats, { moved: string }>, page: string): Response {
  const body = `${JSON.stringify(resource, null, 2)}\n`;
  return reply(request, { body, type: 'application/json; charset=utf-8', headers: { link: canonical(page) } });
}

/** The policy that the page shows, as a file to keep. */
function policyFile(request: Request, { policyText }: Exclude<Formats, { moved: string }>, page: string): Response {
  if (!policyText) throw notFound('policy');
  const headers = { link: canonical(page), 'content-disposition': 'attachment; filename="policy.json"' };
  return reply(request, { body: policyText, type: 'application/json; charset=utf-8', headers });
}

/** Search engines keep the page and take this for the same content. */
function canonical(page: string): string {
  return `<${page}>; rel="canonical"`;
}

function moved(path: string, format: string): Response {
  return new Response(null, { status: 308, headers: { location: `${path}.${format}` } });
}
