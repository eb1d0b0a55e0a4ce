import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { signInAction } from '@/app/(auth)/actions';
import { destination, type Query } from '@/app/(auth)/destination';
import { OpenCatalogue } from '@/app/(auth)/open-catalogue';
import { CredentialsForm } from '@/components/form/credentials-form';
import { Notice } from '@/components/ui/notice';
import { type SignUpDoor, signUpDoor } from '@/lib/domain/accounts/sign-up-door';
import { currentActor } from '@/lib/edges/auth/actor';

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const next = destination(query);
  if (await currentActor()) redirect(next);
  return (
    <div className="grid gap-6">
      <h1 className="font-semibold text-2xl">Sign in</h1>
      {query.ended && <Notice tone="hold">Your session has ended. Sign in again.</Notice>}
      <CredentialsForm kind="sign-in" action={signInAction} next={next} />
      <p className="text-ink-soft text-sm">
        <WithoutAccount door={await signUpDoor()} next={next} />
      </p>
    </div>
  );
}

function WithoutAccount({ door, next }: { door: SignUpDoor; next: string }) {
  const signUp = `/sign-up?${new URLSearchParams({ next })}`;
  if (door === 'closed') {
    return (
      <>
        This installation does not accept new accounts. <OpenCatalogue />
      </>
    );
  }
  if (door === 'invited') {
    return (
      <>
        To create an account here, you need an invitation link.{' '}
        <Link href={signUp} className="link">
          How to get one
        </Link>
        . <OpenCatalogue />
      </>
    );
  }
  return (
    <>
      No account yet?{' '}
      <Link href={signUp} className="link">
        Create one, free
      </Link>
    </>
  );
}
