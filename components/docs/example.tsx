import { OutcomeBadge } from '@/components/ui/badge';
import { CodeBlock } from '@/components/ui/code-block';
import type { PolicyExample } from './policy-examples';
import { Table } from './table';

/** A document and what it decides. */
export function Example({ example: { title, document, calls } }: { example: PolicyExample }) {
  return (
    <>
      <CodeBlock title={title} text={document.trimEnd()} language="json" />
      <Table
        caption={`Calls and decisions: ${title}`}
        head={['Call', 'Decision', 'Rule']}
        rows={calls.map(({ tool, args, outcome, rule }) => ({
          key: `${tool} ${JSON.stringify(args)}`,
          cells: [
            <code key="call">
              {tool} {JSON.stringify(args)}
            </code>,
            <OutcomeBadge key="outcome" outcome={outcome} />,
            rule ? <code key="rule">{rule}</code> : 'none refuses it',
          ],
        }))}
      />
    </>
  );
}
