import { env } from '@/lib/base/env';
import { reply } from '@/lib/edges/api/reply';
import { robotsText } from '@/lib/edges/crawlers/robots';

// Where the site is reached is known when it runs, not when it is built.
export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  return reply(request, { body: robotsText(env().PUBLIC_URL), type: 'text/plain; charset=utf-8' });
}
