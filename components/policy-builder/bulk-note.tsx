'use client';

import { Button } from '@/components/ui/button';
import type { BuilderTool } from './builder-tool';
import type { BulkNote as Note } from './use-bulk';

type BulkNoteProps = { note: Note; onUndo: () => void; onReplace: (kept: readonly BuilderTool[]) => void };

/** What an edit of many tools did, and the ways back and further. */
export function BulkNote({ note: { text, undoable, kept }, onUndo, onReplace }: BulkNoteProps) {
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-3 border-b bg-accent-soft px-4 py-1.5 text-sm">
      <span className="min-w-0 break-words">{text}</span>
      <span className="-ml-2.5 flex flex-wrap">
        {undoable && (
          <Button kind="quiet" size="small" onClick={onUndo}>
            Undo
          </Button>
        )}
        {kept.length > 0 && (
          <Button kind="quiet" size="small" onClick={() => onReplace(kept)}>
            Replace {kept.length === 1 ? `the rule of ${kept[0]?.name}` : `these ${kept.length} too`}
          </Button>
        )}
      </span>
    </p>
  );
}
