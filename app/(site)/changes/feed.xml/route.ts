import { env } from '@/lib/base/env';
import { atomOf } from '@/lib/domain/catalogue-changes/atom';
import { listGroups } from '@/lib/domain/catalogue-changes/list-groups';
import { FeedInput } from '@/lib/domain/catalogue-changes/schema';

/** The newest changes of all kinds or of one. */
export async function GET(request: Request): Promise<Response> {
  const { kind } = FeedInput.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { groups } = await listGroups({ kind });
  return new Response(atomOf({ groups, kind, publicUrl: env().PUBLIC_URL }), {
    headers: { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': 'public, max-age=300' },
  });
}
