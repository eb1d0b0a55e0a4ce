import { Download } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import type { Policy } from '@/lib/core/policy/document/schema';
import { writePolicy } from '@/lib/core/policy/document/write-json';

/** A policy to read, copy and download without a script: `page` is the one whose policy it is, and gives it as a file. */
export function PolicyBlock({ policy, page }: { policy: Policy; page?: string }) {
  const text = writePolicy(policy);
  const download = (
    <Button asChild kind="quiet" size="small">
      <a
        href={page ? `${page}.policy.json` : `data:application/json;charset=utf-8,${encodeURIComponent(text)}`}
        download="policy.json"
      >
        <Download aria-hidden />
        Download
      </a>
    </Button>
  );
  return <CodeBlock title="policy.json" text={text} language="json" actions={download} />;
}
