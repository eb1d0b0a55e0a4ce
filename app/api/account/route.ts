import { answerAnyone } from '@/app/api/answer';
import { canSignUp } from '@/lib/domain/accounts/sign-up-door';
import { currentActor } from '@/lib/edges/auth/actor';

/** Whether the reader of a public page is signed in and whether they could sign up, so that the page itself can be the same for everybody. */
export function GET(): Promise<Response> {
  return answerAnyone(async () => ({ signedIn: (await currentActor()) !== null, canSignUp: await canSignUp() }));
}
