'use client';

import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { BuilderTool } from './builder-tool';
import { PaneSwitch } from './pane-switch';
import { PublishBar } from './publish-bar';
import { ShortcutsHelp } from './shortcuts-help';
import { SidePane } from './side-pane';
import { everyTool, filterTools } from './tool-filter';
import { ToolsPane } from './tools-pane';
import { useDraft } from './use-draft';
import { type Publish, usePublishing, type Version } from './use-publishing';
import { useShortcuts } from './use-shortcuts';
import { useToolActions } from './use-tool-actions';
import { useView } from './use-view';

export type PolicyBuilderProps = {
  server: { id: string; name: string };
  tools: BuilderTool[];
  published: Version | null;
  /** policy.json to begin with. */
  draft: string;
  publish: Publish;
};

// Without JavaScript only the form works: policy.json as text, and the button.
const withoutScript =
  '[data-builder-tools],[data-needs-script]{display:none}[data-builder-side]{display:flex!important}';

/** The policy of one server as a list of tools and as policy.json, side by side: two views of one document. */
export function PolicyBuilder({ server, tools, published, draft: text, publish }: PolicyBuilderProps) {
  const formId = useId();
  const list = useRef<HTMLUListElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const { pane, setPane, view, setView, range, reveal } = useView();
  const [filter, setFilter] = useState(everyTool);
  const shown = useMemo(() => filterTools(tools, filter), [tools, filter]);
  const draft = useDraft(text, tools);
  const { state, dispatch, findings } = draft;
  const rows = useToolActions(draft, tools, list, reveal);
  const publishing = usePublishing({ published, publish, state, findings, tools });
  const undo = () => dispatch({ kind: 'undo' });
  const redo = () => dispatch({ kind: 'redo' });

  useShortcuts({
    search: () => search.current?.focus(),
    undo,
    redo,
    publish: () => publishing.formRef.current?.requestSubmit(),
  });
  useLeaveGuard(state.past.length > 0 && publishing.standstill.kind !== 'same');

  return (
    <section aria-label={`Policy of ${server.name}`}>
      <noscript>
        <style>{withoutScript}</style>
      </noscript>
      <PaneSwitch pane={pane} onPane={setPane} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,27rem)] xl:grid-cols-[minmax(0,1fr)_minmax(0,32rem)]">
        <ToolsPane
          draft={draft}
          rows={rows}
          tools={tools}
          shown={shown}
          filter={filter}
          onFilter={setFilter}
          listRef={list}
          searchRef={search}
          className={pane === 'tools' ? '' : 'max-lg:hidden'}
        />
        <SidePane
          draft={draft}
          tools={tools}
          formId={formId}
          view={view}
          onView={setView}
          reveal={range}
          onReveal={reveal}
          onShow={rows.on.show}
          className={pane === 'side' ? '' : 'max-lg:hidden'}
        />
      </div>
      <PublishBar
        {...publishing}
        formId={formId}
        history={{ canUndo: state.past.length > 0, canRedo: state.future.length > 0, undo, redo }}
        help={<ShortcutsHelp />}
      />
    </section>
  );
}

/** Asks before a draft that is nowhere else is left. */
function useLeaveGuard(changed: boolean): void {
  useEffect(() => {
    if (!changed) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [changed]);
}
