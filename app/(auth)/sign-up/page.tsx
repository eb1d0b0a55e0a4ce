import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { signUpAction } from '@/app/(auth)/actions';
import { CredentialsForm } from '@/components/form/credentials-form';
import { nextPath } from '@/lib/auth/next-path';
import { currentViewer } from '@/lib/auth/viewer';

export const metadata: Metadata = { title: 'Create a free account', robots: { index: false } };

type Query = { next?: string | string[]; server?: string | string[]; tool?: string | string[] };

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

/** A reader who comes from a page of the catalogue goes on with that server and that tool's rule. */
function destination({ next, server, tool }: Query): string {
  if (typeof server !== 'string') return nextPath(next);
  return `/servers/new?${new URLSearchParams({ from: server, ...(typeof tool === 'string' && { tool }) })}`;
}
