import { OutcomeBadge } from '@/components/ui/badge';
import { CodeBlock } from '@/components/ui/code-block';
import type { Called, PolicyExample } from './policy-examples';
import { Table } from './table';

export function calledText(called: Called): string {
  if ('tool' in called) return `${called.tool} ${JSON.stringify(called.args)}`;
  return 'resource' in called ? `resource ${called.resource}` : `prompt ${called.prompt}`;
}

/** A document and what it decides. */
export function Example({ example: { title, document, calls } }: { example: PolicyExample }) {
  return (
    <>
      <CodeBlock title={title} text={document.trimEnd()} language="json" />
      <Table
        caption={`Calls and decisions: ${title}`}
        head={['Call', 'Decision', 'Rule']}
        rows={calls.map(({ outcome, rule, ...called }) => ({
          key: calledText(called),
          cells: [
            <code key="call">{calledText(called)}</code>,
            <OutcomeBadge key="outcome" outcome={outcome} />,
            rule ? <code key="rule">{rule}</code> : 'none',
          ],
        }))}
      />
    </>
  );
}
