import { env } from '@/lib/env';
import { atomOf } from '@/lib/feed/atom';
import { listFeed } from '@/lib/feed/list-feed';
import { FeedInput } from '@/lib/feed/schema';

/** The newest changes of all kinds or of one. */
export async function GET(request: Request): Promise<Response> {
  const { kind } = FeedInput.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { changes } = await listFeed({ kind });
  return new Response(atomOf({ changes, kind, publicUrl: env().PUBLIC_URL }), {
    headers: { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': 'public, max-age=300' },
  });
}
