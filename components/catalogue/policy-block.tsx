import { Download } from 'lucide-react';
import { writeJson } from '@/components/policy-builder/write-json';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import type { Policy } from '@/lib/policy/schema';

/** A member of the document a line, and below that what fits on one. */
function documentOf(policy: Policy): string {
  const members = Object.entries(policy).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${writeJson(value, '  ', '  ')}`,
  );
  return `{\n${members.join(',\n')}\n}\n`;
}

/** A policy to read, copy and download; the download needs no script. */
export function PolicyBlock({ policy }: { policy: Policy }) {
  const text = documentOf(policy);
  const download = (
    <Button asChild kind="quiet" size="small">
      <a href={`data:application/json;charset=utf-8,${encodeURIComponent(text)}`} download="policy.json">
        <Download aria-hidden />
        Download
      </a>
    </Button>
  );
  return <CodeBlock title="policy.json" text={text} language="json" actions={download} />;
}
