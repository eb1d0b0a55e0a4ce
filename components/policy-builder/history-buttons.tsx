'use client';

import { Redo2, Undo2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { ShortcutsHelp } from './shortcuts-help';
import type { Draft } from './use-draft';

/** Undo, redo, and the keys for these and all else. */
export function HistoryButtons({ draft: { state, undo, redo } }: { draft: Draft }) {
  return (
    <span data-needs-script className="flex items-center gap-1">
      <ShortcutsHelp />
      <Button kind="quiet" size="icon" aria-label="Undo" disabled={state.past.length === 0} onClick={undo}>
        <Undo2 aria-hidden />
      </Button>
      <Button kind="quiet" size="icon" aria-label="Redo" disabled={state.future.length === 0} onClick={redo}>
        <Redo2 aria-hidden />
      </Button>
    </span>
  );
}
