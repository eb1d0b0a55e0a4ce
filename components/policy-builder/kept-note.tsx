'use client';

import { Button } from '@/components/ui/button';
import type { useKeptDraft } from './use-kept-draft';

/** Says that a draft was kept, and the ways to take it or let it go. */
export function KeptNote({ kept, version }: { kept: ReturnType<typeof useKeptDraft>; version: number }) {
  if (!kept.note) return null;
  const { base } = kept.note.kept;
  return (
    <p
      role="status"
      className="mb-3 flex flex-wrap items-center gap-x-3 rounded-control bg-accent-soft px-4 py-1.5 text-sm"
    >
      <span className="min-w-0">
        Your unpublished draft was kept.
        {base !== version &&
          ` It started from ${base === 0 ? 'no version' : `version ${base}`}; version ${version} is live.`}
      </span>
      <span className="-ml-2.5 flex flex-wrap">
        {kept.note.offered && (
          <Button kind="quiet" size="small" onClick={kept.restore}>
            Restore it
          </Button>
        )}
        <Button kind="quiet" size="small" onClick={kept.discard}>
          Discard
        </Button>
      </span>
    </p>
  );
}
