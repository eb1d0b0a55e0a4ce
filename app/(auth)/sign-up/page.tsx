import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { signUpAction } from '@/app/(auth)/actions';
import { destination, type Query } from '@/app/(auth)/destination';
import { OpenCatalogue } from '@/app/(auth)/open-catalogue';
import { CredentialsForm } from '@/components/form/credentials-form';
import { Notice } from '@/components/ui/notice';
import { isInvitation } from '@/lib/domain/accounts/invitations';
import { signUpDoor } from '@/lib/domain/accounts/sign-up-door';
import { currentActor } from '@/lib/edges/auth/actor';

export const metadata: Metadata = { title: 'Create a free account', robots: { index: false } };

type Props = { searchParams: Promise<Query & { invitation?: string | string[] }> };

export default async function SignUpPage({ searchParams }: Props) {
  const query = await searchParams;
  const next = destination(query);
  if (await currentActor()) redirect(next);
  const invitation = typeof query.invitation === 'string' ? query.invitation : undefined;
  const door = await signUpDoor();
  if (door === 'closed') return <Closed next={next} />;
  if (door === 'invited' && !(await isInvitation(invitation))) {
    return <Uninvited next={next} hasLink={invitation !== undefined} />;
  }
  return (
    <Screen title="Create a free account" next={next}>
      <p className="text-ink-soft text-sm">
        {door === 'invited' && 'Your invitation is valid, for one account. '}
        {door === 'first'
          ? 'This installation has no accounts yet. The first account is the owner’s.'
          : 'Register a server, publish a policy and point your agent at the gateway. It takes about three minutes.'}
      </p>
      <CredentialsForm kind="sign-up" action={signUpAction} next={next} invitation={invitation} />
    </Screen>
  );
}

function Closed({ next }: { next: string }) {
  return (
    <Screen title="Sign-up is closed" next={next}>
      <p className="text-ink-soft text-sm">
        This installation does not accept new accounts. If you need one, ask its owner to set{' '}
        <code className="whitespace-nowrap font-mono">SIGN_UP=invited</code>, restart the installation, and create an
        invitation link with <code className="whitespace-nowrap font-mono">npm run invite</code>. <OpenCatalogue />
      </p>
    </Screen>
  );
}

function Uninvited({ next, hasLink }: { next: string; hasLink: boolean }) {
  return (
    <Screen title="You need an invitation" next={next}>
      {hasLink && (
        <Notice tone="hold">
          This invitation link is not valid. It may be incomplete, already used or expired. Open the whole link, or ask
          for a new one.
        </Notice>
      )}
      <p className="text-ink-soft text-sm">
        To create an account here, you need an invitation link. Ask the owner of this installation to create one with{' '}
        <code className="whitespace-nowrap font-mono">npm run invite</code>. <OpenCatalogue />
      </p>
    </Screen>
  );
}

function Screen({ title, next, children }: { title: string; next: string; children: ReactNode }) {
  return (
    <div className="grid gap-6">
      <h1 className="font-semibold text-2xl">{title}</h1>
      {children}
      <p className="text-ink-soft text-sm">
        Have an account?{' '}
        <Link href={`/sign-in?${new URLSearchParams({ next })}`} className="link">
          Sign in
        </Link>
      </p>
    </div>
  );
}
