import { useCallback, useEffect, useRef, useState } from 'react';
import { findKept, type KeptDraft, keep } from './kept-draft';
import type { Draft } from './use-draft';

type KeptDraftInput = {
  serverId: string;
  /** The text the builder opened with. */
  initial: string;
  version: number;
  /** Whether it opened with the rule of a tool's page, which nothing may replace unasked. */
  isArrival: boolean;
  draft: Draft;
  isPublished: boolean;
};

const shelf = () => window.sessionStorage;

/** `offered`: it was not put in place of what the builder opened with. */
type Note = { kept: KeptDraft; offered: boolean };

/** Keeps what was edited and not published while this tab is open, and brings it back when the builder opens again. */
export function useKeptDraft({ serverId, initial, version, isArrival, draft, isPublished }: KeptDraftInput) {
  const { state, dispatch, typed, setTyped, unfinished } = draft;
  const [note, setNote] = useState<Note | null>(null);
  const first = useRef({ initial, isArrival });

  const open = useCallback(
    (kept: Pick<KeptDraft, 'text' | 'typed'>) => {
      dispatch({ kind: 'open', text: kept.text });
      setTyped(new Map(Object.entries(kept.typed ?? {})));
    },
    [dispatch, setTyped],
  );

  // After hydration: the server cannot know what this tab keeps.
  useEffect(() => {
    const kept = findKept(shelf, serverId);
    if (!kept || (kept.text === first.current.initial && !kept.typed)) return;
    setNote({ kept, offered: first.current.isArrival });
    if (!first.current.isArrival) open(kept);
  }, [serverId, open]);

  const touched = state.past.length > 0 || state.future.length > 0 || typed.size > 0;
  const changed = (state.text !== initial || unfinished.size > 0) && !isPublished;
  useEffect(() => {
    if (!touched) return;
    const more = unfinished.size > 0 ? { typed: Object.fromEntries(unfinished) } : {};
    keep(shelf, serverId, changed ? { text: state.text, base: version, ...more } : null);
  }, [touched, changed, state.text, unfinished, serverId, version]);

  return {
    note: note && (note.offered ? !touched : changed) ? note : null,
    restore() {
      if (note) open(note.kept);
      setNote(note && { ...note, offered: false });
    },
    discard() {
      open({ text: initial });
      keep(shelf, serverId, null);
      setNote(null);
    },
  };
}
