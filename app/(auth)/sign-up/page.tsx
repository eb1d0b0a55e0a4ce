import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { signUpAction } from '@/app/(auth)/actions';
import { destination, type Query } from '@/app/(auth)/destination';
import { CredentialsForm } from '@/components/form/credentials-form';
import { currentViewer } from '@/lib/auth/viewer';

export const metadata: Metadata = { title: 'Create a free account', robots: { index: false } };

export default async function SignUpPage({ searchParams }: { searchParams: Promise<Query> }) {
  const next = destination(await searchParams);
  if (await currentViewer()) redirect(next);
  return (
    <div className="grid gap-6">
      <div className="grid gap-2">
        <h1 className="font-semibold text-2xl">Create a free account</h1>
        <p className="text-ink-soft text-sm">
          Register a server, publish a policy and point your agent at the gateway. It takes about three minutes.
        </p>
      </div>
      <CredentialsForm kind="sign-up" action={signUpAction} next={next} />
      <p className="text-ink-soft text-sm">
        Have an account?{' '}
        <Link href={`/sign-in?${new URLSearchParams({ next })}`} className="link">
          Sign in
        </Link>
      </p>
    </div>
  );
}
