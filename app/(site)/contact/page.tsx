import type { Metadata } from 'next';
import { liveMetadata } from '@/app/(site)/page-metadata';
import { ContactForm } from '@/components/catalogue/contact-form';
import { PageHeader } from '@/components/ui/page-header';
import { sendMessage } from './actions';

export function generateMetadata(): Promise<Metadata> {
  return liveMetadata({
    path: '/contact',
    title: 'Contact',
    description: 'Ask a question, report a mistake in the catalogue, or tell us what is missing.',
  });
}

export default function ContactPage() {
  return (
    <>
      <PageHeader
        title="Contact us"
        lead="Ask a question, report a mistake in the catalogue, or tell us what is missing."
      />
      <ContactForm page="/contact" send={sendMessage} />
    </>
  );
}
