import { answerAnyone } from '@/app/api/answer';
import { currentViewer } from '@/lib/auth/viewer';

/** Whether the reader of a public page is signed in, so that the page itself can be the same for everybody. */
export function GET(): Promise<Response> {
  return answerAnyone(async () => ({ signedIn: (await currentViewer()) !== null }));
}
