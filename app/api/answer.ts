import { AppError, toHttp } from '@/lib/base/errors';
import { log } from '@/lib/base/log';
import type { SignedIn } from '@/lib/domain/sessions/find-session';
import { signedInActor } from '@/lib/edges/auth/actor';

/** JSON for who is signed in, kept by no cache. */
export async function answer(read: (actor: SignedIn) => Promise<object>): Promise<Response> {
  return answerAnyone(async () => read(await signedInActor()));
}

/** JSON for anyone, kept by no cache; what fails unexpectedly is logged and shows a fixed sentence. */
export async function answerAnyone(read: () => Promise<object>): Promise<Response> {
  try {
    return Response.json(await read(), { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    if (!(error instanceof AppError)) log.error({ err: error }, 'a route handler failed');
    return toHttp(error);
  }
}
