import { answerAnyone } from '@/app/api/answer';
import { env } from '@/lib/base/env';
import { describeStack } from '@/lib/domain/catalogue/describe-stack';
import { countVisit } from '@/lib/edges/api/visits';
import { addressIn } from '@/lib/edges/auth/forwarded';

/** Servers of the catalogue by their slugs, with tools and recommended policies. */
export function GET(request: Request): Promise<Response> {
  return answerAnyone(async () => {
    await countVisit('stack', addressIn(request.headers.get('x-forwarded-for'), env().TRUSTED_PROXIES));
    return describeStack(new URL(request.url).searchParams.getAll('slug'));
  });
}
