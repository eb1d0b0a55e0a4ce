import { answerAnyone } from '@/app/api/answer';
import { describeStack } from '@/lib/catalogue/describe-stack';

/** Servers of the catalogue by their slugs, with tools and recommended policies. */
export function GET(request: Request): Promise<Response> {
  return answerAnyone(() => describeStack(new URL(request.url).searchParams.getAll('slug')));
}
