import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { BuilderTool } from './builder-tool';
import { locatePointer, type Range } from './locate';
import type { ToolActions } from './tool-actions';
import type { Draft } from './use-draft';

/** What is focused and open, and the one object of actions that all rows share. */
export function useToolActions(
  draft: Draft,
  tools: readonly BuilderTool[],
  list: RefObject<HTMLUListElement | null>,
  reveal: (range: Range) => void,
) {
  const [stop, setStop] = useState<string | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  /** A tool whose own rules a choice has just replaced. */
  const [replaced, setReplaced] = useState<string | null>(null);
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });
  const { dispatch } = draft;
  const on = useMemo<ToolActions>(
    () => ({
      choose(tool, choice) {
        const { choice: before, from } = latest.current.standingOf(tool);
        setReplaced(before === 'custom' && from === 'tool' ? tool : null);
        dispatch({ kind: 'choose', tools: [tool], choice });
        if (choice === 'limit') setOpen(tool);
      },
      unname: (tool) => dispatch({ kind: 'unname', tools: [tool] }),
      recommend: (tool) => dispatch({ kind: 'recommendTool', tool }),
      limit: (tool, limit) => dispatch({ kind: 'limit', tool, limit }),
      reason: (tool, reason) => dispatch({ kind: 'reason', tool, reason }),
      spellOut: (pattern) => dispatch({ kind: 'spellOut', pattern, tools: tools.map(({ name }) => name) }),
      show: (pointer) => reveal(locatePointer(latest.current.state.text, pointer)),
      open: setOpen,
      focus: setStop,
      move: (from, rows) => focusRow(list.current, from, rows),
    }),
    [dispatch, tools, list, reveal],
  );
  function undoReplaced() {
    dispatch({ kind: 'undo' });
    setReplaced(null);
  }
  return { on, stop, open, replaced, undoReplaced };
}

function focusRow(list: HTMLUListElement | null, from: number, rows: number | 'first' | 'last'): void {
  if (!list) return;
  const last = list.children.length - 1;
  const wanted = rows === 'first' ? 0 : rows === 'last' ? last : Math.min(Math.max(from + rows, 0), last);
  const row = list.children[wanted];
  row?.scrollIntoView({ block: 'nearest' });
  row?.querySelector<HTMLElement>('[data-stop]')?.focus();
}
