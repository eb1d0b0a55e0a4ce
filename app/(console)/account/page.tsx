import type { Metadata } from 'next';
import { signOutAction } from '@/app/(auth)/actions';
import { SessionList } from '@/components/account/session-list';
import { PageHeader } from '@/components/ui/page-header';
import { listSessions } from '@/lib/domain/sessions/list-sessions';
import { SESSION_SECONDS } from '@/lib/domain/sessions/schema';
import { requireActor } from '@/lib/edges/auth/actor';
import { endOtherSessionsAction, endSessionAction } from './actions';

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage() {
  const actor = await requireActor('/account');
  return (
    <>
      <PageHeader
        title="Account"
        lead={`You are signed in as ${actor.email}. A session ends ${SESSION_SECONDS / 3_600} hours after you sign in. End any session that you do not recognise.`}
      />
      <SessionList
        sessions={await listSessions(actor)}
        signOut={signOutAction}
        end={endSessionAction}
        endOthers={endOtherSessionsAction}
      />
    </>
  );
}
