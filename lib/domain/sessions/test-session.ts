import { findSession, type SignedIn } from './find-session';
import { startSession } from './start-session';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** For tests: a session of a user, as its token and as who acts in it. */
export async function testSession(userId: string, userAgent = firefox): Promise<{ token: string; actor: SignedIn }> {
  const token = await startSession({ userId, userAgent, replaces: undefined });
  const actor = await findSession(token);
  if (!actor) throw new Error('The new session was not found.');
  return { token, actor };
}
