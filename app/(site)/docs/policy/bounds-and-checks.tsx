import { bounds } from '@/components/docs/bounds';
import { checkExamples } from '@/components/docs/check-examples';
import { Table } from '@/components/docs/table';
import { Badge } from '@/components/ui/badge';
import { JsonCode } from '@/components/ui/json-code';

export function BoundsSection() {
  return (
    <>
      <h2 id="bounds">Bounds</h2>
      <Table
        caption="Bounds of a document"
        head={['At most', 'of']}
        rows={Object.values(bounds).map(({ what, max }) => ({
          key: what,
          cells: [
            <span key="max" className="tabular-nums">
              {max.toLocaleString('en')}
            </span>,
            what,
          ],
        }))}
      />
    </>
  );
}

const tones = { error: 'deny', warning: 'hold', suggestion: 'neutral' } as const;

export function ChecksSection() {
  return (
    <>
      <h2 id="checks">Checks</h2>
      <p>
        The builder looks for what a valid document cannot mean. An error keeps a policy from being published; warnings
        and suggestions do not. Many come with a fix.
      </p>
      <Table
        caption="Codes of the checks"
        head={['Code', 'Level', 'Found when']}
        rows={checkExamples.map(({ code, level, meaning, policy }) => ({
          key: code,
          cells: [
            <code key="code">{code}</code>,
            <Badge key="level" tone={tones[level]}>
              {level}
            </Badge>,
            <div key="meaning" className="min-w-56">
              {meaning}
              <details className="mt-1">
                <summary>Example</summary>
                <pre className="mt-1 whitespace-pre-wrap break-words text-xs">
                  <JsonCode json={JSON.stringify(policy, null, 2)} />
                </pre>
              </details>
            </div>,
          ],
        }))}
      />
    </>
  );
}
