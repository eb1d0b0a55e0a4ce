import Link from 'next/link';
import type { ReactNode } from 'react';
import { Logo } from '@/components/site/logo';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main id="content" className="mx-auto grid w-full max-w-sm flex-1 content-center gap-8 px-4 py-12">
      <Link href="/" className="w-fit rounded-control">
        <Logo />
      </Link>
      {children}
    </main>
  );
}
