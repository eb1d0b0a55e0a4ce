import type { Metadata } from 'next';
import { AttackLinks } from '@/components/catalogue/attack-links';
import { PageHeader } from '@/components/ui/page-header';
import { attacks } from '@/lib/catalogue/attacks';

export const metadata: Metadata = {
  title: 'Attacks on agents with tools',
  description:
    'How agents with MCP tools are abused, what it looks like in a call log, and the policy that contains it.',
};

export default function AttacksPage() {
  return (
    <>
      <PageHeader
        title="Attacks on agents with tools"
        lead="How agents with MCP tools are abused or go astray, what it looks like in a call log, and a policy that contains it. Each policy here is run against the calls of its story in our tests."
      />
      <AttackLinks attacks={attacks} />
    </>
  );
}
