import { answerAnyone } from '@/app/api/answer';
import { addressIn } from '@/lib/auth/forwarded';
import { describeStack } from '@/lib/catalogue/describe-stack';
import { env } from '@/lib/env';
import { countVisit } from '@/lib/faces/visits';

/** Servers of the catalogue by their slugs, with tools and recommended policies. */
export function GET(request: Request): Promise<Response> {
  return answerAnyone(async () => {
    await countVisit('stack', addressIn(request.headers.get('x-forwarded-for'), env().TRUSTED_PROXIES));
    return describeStack(new URL(request.url).searchParams.getAll('slug'));
  });
}
