import { connection } from 'next/server';
import { env } from '@/lib/env';
import { llmsText } from '@/lib/faces/llms';
import { reply } from '@/lib/faces/reply';

/** Made when it is asked for: where the site is reached is known when it runs, not when it is built. */
export async function GET(request: Request): Promise<Response> {
  await connection();
  return reply(request, { body: llmsText(env().PUBLIC_URL), type: 'text/plain; charset=utf-8' });
}
