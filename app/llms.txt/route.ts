import { env } from '@/lib/env';
import { llmsText } from '@/lib/faces/llms';
import { reply } from '@/lib/faces/reply';

// Where the site is reached is known when it runs, not when it is built.
export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  return reply(request, { body: llmsText(env().PUBLIC_URL), type: 'text/plain; charset=utf-8' });
}
