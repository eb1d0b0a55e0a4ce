'use client';

import type { RefObject } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import type { BuilderTool } from './builder-tool';
import { BulkNote } from './bulk-note';
import { ClassRows } from './class-rows';
import { sentencesOf } from './standing';
import { ToolFilter, type ToolFilterValue } from './tool-filter';
import { ToolList } from './tool-list';
import { ToolsToolbar } from './tools-toolbar';
import { useBulk } from './use-bulk';
import type { Draft } from './use-draft';
import type { useToolActions } from './use-tool-actions';

type ToolsPaneProps = {
  draft: Draft;
  rows: ReturnType<typeof useToolActions>;
  tools: readonly BuilderTool[];
  shown: BuilderTool[];
  arrival: string | null;
  filter: ToolFilterValue;
  onFilter: (filter: ToolFilterValue) => void;
  listRef: RefObject<HTMLUListElement | null>;
  searchRef: RefObject<HTMLInputElement | null>;
  className: string;
};

export function ToolsPane({ draft, rows, tools, shown, ...props }: ToolsPaneProps) {
  const { state, dispatch } = draft;
  const invalid = state.problems.length > 0;
  const bulk = useBulk(draft, tools);
  const names = shown.map((tool) => tool.name);
  return (
    <Card data-builder-tools className={`@container min-w-0 overflow-clip ${props.className}`}>
      <div className="grid gap-3 border-b p-3 sm:p-4">
        <ToolFilter searchRef={props.searchRef} tools={tools} value={props.filter} onChange={props.onFilter} />
        <ToolsToolbar
          policy={state.policy}
          disabled={invalid}
          shown={shown.length}
          onDefault={(value) => dispatch({ kind: 'default', value })}
          onRecommend={bulk.recommend}
          onChooseShown={(choice) => bulk.chooseAll(names, choice)}
          onUnnameShown={() => bulk.unnameAll(names)}
        />
      </div>
      {invalid && (
        <p role="status" className="border-b bg-hold-soft px-4 py-2 text-hold text-sm">
          policy.json is not valid, so this list shows its last valid state. Fix it or undo to continue here.
        </p>
      )}
      {bulk.note && <BulkNote note={bulk.note} onUndo={bulk.undo} onReplace={bulk.replaceKept} />}
      {rows.replaced && (
        <p role="status" className="flex flex-wrap items-center gap-x-3 border-b bg-accent-soft px-4 py-1.5 text-sm">
          <span>
            The rules of <code className="break-all font-mono">{rows.replaced}</code> were replaced.
          </span>
          <Button kind="quiet" size="small" onClick={rows.undoReplaced}>
            Undo
          </Button>
        </p>
      )}
      {state.policy.all_tools && (
        <button
          type="button"
          onClick={() => rows.on.show('/all_tools')}
          className="block w-full border-b bg-sunken/60 px-4 py-2 text-left text-ink-soft text-sm hover:underline"
        >
          For every tool as well: {sentencesOf(state.policy.all_tools).join(' ') || 'nothing.'}
        </button>
      )}
      <ClassRows
        policy={state.policy}
        disabled={invalid}
        onChange={(name, rules) => dispatch({ kind: 'class', name, rules })}
        typed={draft.typed}
        onTyped={draft.setTyped}
      />
      <ToolList
        ref={props.listRef}
        tools={shown}
        standingOf={draft.standingOf}
        disabled={invalid}
        stop={rows.stop}
        open={rows.open}
        arrival={props.arrival}
        on={rows.on}
      />
    </Card>
  );
}
