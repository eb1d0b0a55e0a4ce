'use client';

import Link from 'next/link';
import type { RefObject } from 'react';
import { Badge } from '@/components/ui/badge';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Sentence } from '@/lib/core/policy/diff/diff';
import { ChangeList } from './change-list';
import { HistoryButtons } from './history-buttons';
import type { PublishState } from './publish-state';
import type { Draft } from './use-draft';
import { WideningDialog } from './widening-dialog';

export type Standstill = { kind: 'invalid' | 'errors' | 'same' | 'ready'; text: string };

type PublishBarProps = {
  serverId: string;
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
export const barLook =
  'sticky bottom-0 z-30 mt-4 rounded-t-card border bg-surface px-3 py-1.5 shadow-raised sm:px-4 sm:py-2.5';

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
      {bar.result && <Result result={bar.result} serverId={bar.serverId} />}
      <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
        <div className="min-w-0 flex-1 basis-24 text-sm max-sm:text-xs max-sm:leading-4 has-[details[open]]:basis-full sm:basis-32">
          {changes.length > 0 ? (
            <Changes summary={standstill.text} changes={changes} />
          ) : (
            <p className="text-ink-soft">{standstill.text}</p>
          )}
        </div>
        <div className="ml-auto flex items-center gap-1">
          <Warnings count={bar.draft.findings.filter(({ level }) => level === 'warning').length} />
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

function Warnings({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <Badge tone="hold" className="mr-1 max-sm:hidden">
      {count} {count === 1 ? 'warning' : 'warnings'}
    </Badge>
  );
}

function Result({ result, serverId }: { result: PublishState; serverId: string }) {
  if (result.ok) {
    return (
      <p role="status" className="mb-2 rounded-control bg-allow-soft px-3 py-2 text-allow text-sm">
        <span>{result.version ? `Version ${result.version} is live.` : (result.message ?? 'Published.')}</span>{' '}
        <Link href={`/servers/${serverId}/grants`} className="font-medium underline underline-offset-2">
          Next: mint a grant
        </Link>
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
      <section
        aria-label="Changes"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be in reach of the keys.
        tabIndex={0}
        className="mt-2 max-h-[min(14rem,35dvh)] overflow-y-auto rounded-md"
      >
        <ChangeList changes={changes} />
      </section>
    </details>
  );
}
