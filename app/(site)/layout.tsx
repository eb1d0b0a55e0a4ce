import type { ReactNode } from 'react';
import { SiteFooter } from '@/components/site/footer';
import { SiteHeader } from '@/components/site/header';
import { isSignUpOpen } from '@/lib/domain/accounts/sign-up-door';

export default function SiteLayout({ children }: { children: ReactNode }) {
  const canSignUp = isSignUpOpen();
  return (
    <>
      <SiteHeader canSignUp={canSignUp} />
      <main id="content" className="mx-auto w-full max-w-6xl flex-1 px-4 py-10 sm:px-6 sm:py-14">
        {children}
      </main>
      <SiteFooter canSignUp={canSignUp} />
    </>
  );
}
