import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { signInAction } from '@/app/(auth)/actions';
import { destination, type Query } from '@/app/(auth)/destination';
import { CredentialsForm } from '@/components/form/credentials-form';
import { Notice } from '@/components/ui/notice';
import { canSignUp } from '@/lib/domain/accounts/sign-up-door';
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
      {(await canSignUp()) && (
        <p className="text-ink-soft text-sm">
          No account yet?{' '}
          <Link href={`/sign-up?${new URLSearchParams({ next })}`} className="link">
            Create one, free
          </Link>
        </p>
      )}
    </div>
  );
}
