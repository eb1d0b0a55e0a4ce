import { useEffect, useRef, useState } from 'react';
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
  const { state, dispatch } = draft;
  const [note, setNote] = useState<Note | null>(null);
  const first = useRef({ initial, isArrival });

  // After hydration: the server cannot know what this tab keeps.
  useEffect(() => {
    const kept = findKept(shelf, serverId);
    if (!kept || kept.text === first.current.initial) return;
    setNote({ kept, offered: first.current.isArrival });
    if (!first.current.isArrival) dispatch({ kind: 'open', text: kept.text });
  }, [serverId, dispatch]);

  const touched = state.past.length > 0 || state.future.length > 0;
  const changed = state.text !== initial && !isPublished;
  useEffect(() => {
    if (touched) keep(shelf, serverId, changed ? { text: state.text, base: version } : null);
  }, [touched, changed, state.text, serverId, version]);

  return {
    note: note && (note.offered ? !touched : changed) ? note : null,
    restore() {
      if (note) dispatch({ kind: 'open', text: note.kept.text });
      setNote(note && { ...note, offered: false });
    },
    discard() {
      dispatch({ kind: 'open', text: initial });
      keep(shelf, serverId, null);
      setNote(null);
    },
  };
}
