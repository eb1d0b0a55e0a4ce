import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { signOutAction } from '@/app/(auth)/actions';
import { QueryProvider } from '@/components/console/query-provider';
import { Shell } from '@/components/console/shell';
import { countWaiting } from '@/lib/domain/approvals/count-waiting';
import { currentViewer } from '@/lib/edges/auth/viewer';

export const metadata: Metadata = { robots: { index: false } };

/** Every page asks `requireViewer` itself, which knows the way back; without a viewer there is no frame to show. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const viewer = await currentViewer();
  if (!viewer) return children;
  return (
    <QueryProvider>
      <Shell
        organisation={viewer.organisationName}
        email={viewer.email}
        waiting={await countWaiting(viewer)}
        signOut={signOutAction}
      >
        {children}
      </Shell>
    </QueryProvider>
  );
}
