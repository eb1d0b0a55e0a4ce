import { connection } from 'next/server';
import { env } from '@/lib/env';
import { reply } from '@/lib/faces/reply';
import { robotsText } from '@/lib/faces/robots';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return reply(request, { body: robotsText(env().PUBLIC_URL), type: 'text/plain; charset=utf-8' });
}
