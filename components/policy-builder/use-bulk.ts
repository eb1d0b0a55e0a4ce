import { useState } from 'react';
import type { BuilderTool } from './builder-tool';
import { recommendation, sayRecommended, saySetAll } from './bulk';
import type { Choice } from './choices';
import { silentClasses } from './class-choices';
import { type BuilderAction, reduceBuilder } from './reducer';
import type { Draft } from './use-draft';

export type BulkNote = {
  text: string;
  /** False where nothing was changed. */
  undoable: boolean;
  /** Tools whose rules were kept, to be replaced on demand. */
  kept: readonly BuilderTool[];
};

/** The edits of many tools at once, each followed by a note of what it did; the note goes with the next edit. */
export function useBulk({ state, dispatch, undo }: Draft, tools: readonly BuilderTool[]) {
  const [note, setNote] = useState<(BulkNote & { about: string }) | null>(null);
  function act(action: BuilderAction, text: string, kept: readonly BuilderTool[] = []) {
    const about = reduceBuilder(state, action).text;
    dispatch(action);
    setNote({ text, undoable: about !== state.text, kept, about });
  }
  return {
    note: note?.about === state.text ? note : null,
    undo,
    recommend() {
      const { open, kept } = recommendation(state.policy, tools);
      act(
        { kind: 'recommend', tools: open },
        sayRecommended(open.length, kept.length, silentClasses(state.policy)),
        kept,
      );
    },
    replaceKept(kept: readonly BuilderTool[]) {
      const what = kept.length === 1 ? '1 rule' : `${kept.length} rules`;
      act({ kind: 'recommend', tools: kept }, `Replaced ${what} of yours with the recommended ones.`);
    },
    chooseAll(names: string[], choice: Choice) {
      act({ kind: 'choose', tools: names, choice }, saySetAll(state.policy, names, choice));
    },
    unnameAll(names: string[]) {
      act({ kind: 'unname', tools: names }, `The rules of ${names.length} tools were removed.`);
    },
  };
}
