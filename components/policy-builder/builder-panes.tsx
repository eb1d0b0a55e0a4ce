'use client';

import { useMemo, useRef, useState } from 'react';
import type { BuilderTool } from './builder-tool';
import { PaneSwitch } from './pane-switch';
import { SidePane } from './side-pane';
import { everyTool, filterTools } from './tool-filter';
import { ToolsPane } from './tools-pane';
import type { Draft } from './use-draft';
import { useShortcuts } from './use-shortcuts';
import { useToolActions } from './use-tool-actions';
import { useView } from './use-view';

type BuilderPanesProps = {
  draft: Draft;
  tools: readonly BuilderTool[];
  /** The form to which the text of policy.json belongs. */
  formId: string;
  /** The tool to show first and marked. */
  arrival?: string | null;
  /** What Ctrl+Enter does. */
  onFinish: () => void;
};

/** The list of tools and policy.json, side by side or, on a narrow screen, one at a time. */
export function BuilderPanes({ draft, tools, formId, arrival = null, onFinish }: BuilderPanesProps) {
  const list = useRef<HTMLUListElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const { pane, setPane, view, setView, range, reveal } = useView();
  const [filter, setFilter] = useState(everyTool);
  const shown = useMemo(() => withFirst(filterTools(tools, filter), arrival), [tools, filter, arrival]);
  const rows = useToolActions(draft, tools, list, reveal);
  useShortcuts({ search: () => search.current?.focus(), undo: draft.undo, redo: draft.redo, publish: onFinish });
  return (
    <div className="@container">
      <PaneSwitch pane={pane} onPane={setPane} />
      <div className="grid items-start gap-4 @4xl:grid-cols-[minmax(0,1fr)_minmax(0,24rem)] @5xl:grid-cols-[minmax(0,1fr)_minmax(0,28rem)]">
        <ToolsPane
          draft={draft}
          rows={rows}
          tools={tools}
          shown={shown}
          arrival={arrival}
          filter={filter}
          onFilter={setFilter}
          listRef={list}
          searchRef={search}
          className={pane === 'tools' ? '' : '@max-4xl:hidden'}
        />
        <SidePane
          draft={draft}
          tools={tools}
          formId={formId}
          tool={rows.open ?? rows.stop}
          view={view}
          onView={setView}
          reveal={range}
          onReveal={reveal}
          onShow={rows.on.show}
          className={pane === 'side' ? '' : '@max-4xl:hidden'}
        />
      </div>
    </div>
  );
}

function withFirst(tools: BuilderTool[], name: string | null): BuilderTool[] {
  const first = tools.find((tool) => tool.name === name);
  return first ? [first, ...tools.filter((tool) => tool !== first)] : tools;
}
