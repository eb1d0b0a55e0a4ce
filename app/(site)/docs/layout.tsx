import type { ReactNode } from 'react';
import { DocsNav } from '@/components/docs/docs-nav';

export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-8 lg:grid-cols-[12rem_minmax(0,1fr)] lg:gap-12">
      <DocsNav />
      {children}
    </div>
  );
}
