import type { Metadata } from 'next';
import { ContactForm } from '@/components/catalogue/contact-form';
import { PageHeader } from '@/components/ui/page-header';
import { sendMessage } from './actions';

export const metadata: Metadata = {
  title: 'Contact',
  description: 'Ask a question, report a mistake in the catalogue, or tell us what is missing.',
};

export default function ContactPage() {
  return (
    <>
      <PageHeader
        title="Write to us"
        lead="Ask a question, report a mistake in the catalogue, or tell us what is missing."
      />
      <ContactForm page="/contact" send={sendMessage} />
    </>
  );
}
