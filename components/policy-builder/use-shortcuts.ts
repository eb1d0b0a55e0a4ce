import { useEffect, useRef } from 'react';

export type Shortcuts = { search: () => void; undo: () => void; redo: () => void; publish: () => void };

/** The keys of the whole builder. Fields of text keep their own undo; the editor of policy.json has none but this. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const wanted = shortcutOf(event);
      if (!wanted) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current[wanted]();
    }
    // Capturing, so that the editor does not take Ctrl+Enter for a new line first.
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}

function shortcutOf(event: KeyboardEvent): keyof Shortcuts | null {
  const target = event.target instanceof Element ? event.target : document.body;
  if (event.altKey || target.closest('[role="alertdialog"]')) return null;
  if (event.ctrlKey || event.metaKey) return chordOf(event, target);
  return event.key === '/' && !target.closest('input, textarea, select, [contenteditable="true"]') ? 'search' : null;
}

function chordOf({ key, shiftKey }: KeyboardEvent, target: Element): keyof Shortcuts | null {
  if (key === 'Enter') return 'publish';
  if (target.closest('input, textarea:not([name="document"])')) return null;
  if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo';
  return key === 'y' ? 'redo' : null;
}
