import type { Metadata } from 'next';
import { MissingPage } from '@/components/site/missing-page';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main id="content" className="flex-1 content-center px-6">
      <MissingPage />
    </main>
  );
}
