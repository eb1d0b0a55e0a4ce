'use client';

import type { RefObject } from 'react';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Sentence } from '@/lib/policy/diff';
import { ChangeList } from './change-list';
import { HistoryButtons } from './history-buttons';
import type { PublishState } from './publish-state';
import type { Draft } from './use-draft';
import { WideningDialog } from './widening-dialog';

export type Standstill = { kind: 'invalid' | 'errors' | 'same' | 'ready'; text: string };

type PublishBarProps = {
  formId: string;
  formRef: RefObject<HTMLFormElement | null>;
  action: (formData: FormData) => void;
  expectedVersion: number;
  standstill: Standstill;
  changes: readonly Sentence[];
  result: PublishState | null;
  draft: Draft;
  /** What a person must agree to before it is published; null: nothing widens, or they have. */
  asked: { widening: readonly Sentence[]; onAgree: () => void; onCancel: () => void } | null;
  onSubmit: (event: { preventDefault: () => void }) => void;
};

/** The bar under the panes, in reach wherever the list has been scrolled to. */
export const barLook = 'sticky bottom-0 z-30 mt-4 rounded-t-card border bg-surface px-3 py-2.5 shadow-raised sm:px-4';

/** Where the draft stands against what is live, and the button that makes it live. */
export function PublishBar(bar: PublishBarProps) {
  const { standstill, changes, asked } = bar;
  return (
    <form
      id={bar.formId}
      ref={bar.formRef}
      action={bar.action}
      onSubmit={bar.onSubmit}
      aria-label="Publish"
      className={barLook}
    >
      <input type="hidden" name="expectedVersion" value={bar.expectedVersion} />
      {bar.result && <Result result={bar.result} />}
      <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
        <div className="min-w-0 flex-1 basis-32 text-sm">
          {changes.length > 0 ? (
            <Changes summary={standstill.text} changes={changes} />
          ) : (
            <p className="text-ink-soft">{standstill.text}</p>
          )}
        </div>
        <div className="flex items-center gap-1">
          <HistoryButtons draft={bar.draft} />
          <SubmitButton busy="Publishing …" disabled={standstill.kind !== 'ready'} className="ml-2">
            Publish
          </SubmitButton>
        </div>
      </div>
      {asked && <WideningDialog {...asked} />}
    </form>
  );
}

function Result({ result }: { result: PublishState }) {
  if (result.ok) {
    return (
      <p role="status" className="mb-2 rounded-control bg-allow-soft px-3 py-2 text-allow text-sm">
        {result.version ? `Version ${result.version} is live.` : (result.message ?? 'Published.')}
      </p>
    );
  }
  if (!result.message && !result.problems?.length) return null;
  return (
    <div role="alert" className="mb-2 rounded-control bg-deny-soft px-3 py-2 text-deny text-sm">
      <p>{result.message ?? 'Nothing was published.'}</p>
      {result.problems?.map((problem) => (
        <p key={`${problem.line}:${problem.column}:${problem.message}`}>
          Line {problem.line}: {problem.message}
        </p>
      ))}
    </div>
  );
}

function Changes({ summary, changes }: { summary: string; changes: readonly Sentence[] }) {
  return (
    <details className="group">
      <summary className="w-fit rounded-md">{summary}</summary>
      <ChangeList changes={changes} className="mt-2 max-h-56 overflow-y-auto" />
    </details>
  );
}
