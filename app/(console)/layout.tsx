import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { signOutAction } from '@/app/(auth)/actions';
import { QueryProvider } from '@/components/console/query-provider';
import { Shell } from '@/components/console/shell';
import { countWaiting } from '@/lib/domain/approvals/count-waiting';
import { currentActor } from '@/lib/edges/auth/actor';

export const metadata: Metadata = { robots: { index: false } };

/** Every page asks `requireActor` itself, which knows the way back; without an actor there is no frame to show. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor();
  if (!actor) return children;
  return (
    <QueryProvider>
      <Shell
        organisation={actor.organisationName}
        email={actor.email}
        waiting={await countWaiting(actor)}
        signOut={signOutAction}
      >
        {children}
      </Shell>
    </QueryProvider>
  );
}
