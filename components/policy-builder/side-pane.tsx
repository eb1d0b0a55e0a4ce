'use client';

import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';
import type { BuilderTool } from './builder-tool';
import { Checks } from './checks';
import { DocumentPane, rangeOf } from './document-pane';
import type { Range } from './locate';
import { TryCall } from './try-call';
import type { Draft } from './use-draft';

export type SideView = 'document' | 'checks' | 'try';

const views: SideView[] = ['document', 'checks', 'try'];

type SidePaneProps = {
  draft: Draft;
  tools: readonly BuilderTool[];
  formId: string;
  /** The tool last worked on. */
  tool: string | null;
  view: SideView;
  onView: (view: SideView) => void;
  reveal: Range | null;
  onReveal: (range: Range) => void;
  onShow: (pointer: string) => void;
  className: string;
};

/** policy.json, what the checks say of it, and a call to try it with. */
export function SidePane({
  draft,
  tools,
  formId,
  tool,
  view,
  onView,
  reveal,
  onReveal,
  onShow,
  className,
}: SidePaneProps) {
  const { state, dispatch, findings, marks, compiled } = draft;
  const { problems } = state;
  const serious = problems.length + findings.filter(({ level }) => level !== 'suggestion').length;
  return (
    <Tabs.Root
      data-builder-side
      value={view}
      onValueChange={(value) => onView(views.find((one) => one === value) ?? 'document')}
      className={classNames(
        'flex h-[34rem] min-w-0 flex-col overflow-hidden rounded-card border bg-surface @4xl:sticky @4xl:top-20 @4xl:h-[calc(100dvh-11rem)] @4xl:min-h-96',
        className,
      )}
    >
      <Tabs.List data-needs-script aria-label="Policy" className="flex shrink-0 border-b px-2">
        <Tab value="document">policy.json</Tab>
        <Tab value="checks">
          Checks
          <span className={classNames('tabular-nums', serious > 0 ? 'text-hold' : 'text-ink-faint')}>
            {problems.length > 0 ? problems.length : findings.length}
          </span>
        </Tab>
        <Tab value="try">Try a call</Tab>
      </Tabs.List>
      <Tabs.Content value="document" forceMount className="min-h-0 flex-1 data-[state=inactive]:hidden">
        <DocumentPane
          text={state.text}
          problems={problems}
          marks={marks}
          reveal={reveal}
          formId={formId}
          onType={(text) => dispatch({ kind: 'type', text, atMs: Date.now() })}
          onRevert={() => dispatch({ kind: 'revert' })}
          onShow={onReveal}
        />
      </Tabs.Content>
      <Tabs.Content value="checks" className="min-h-0 flex-1 overflow-y-auto">
        <Checks
          problems={problems}
          findings={findings}
          disabled={problems.length > 0}
          onFix={(policy) => dispatch({ kind: 'replace', policy })}
          onShow={onShow}
          onProblem={(problem) => onReveal(rangeOf(state.text, problem))}
        />
      </Tabs.Content>
      <Tabs.Content value="try" className="min-h-0 flex-1 overflow-y-auto">
        <TryCall compiled={compiled} tools={tools} first={tool} onShow={onShow} />
      </Tabs.Content>
    </Tabs.Root>
  );
}

function Tab({ value, children }: { value: SideView; children: ReactNode }) {
  return (
    <Tabs.Trigger
      value={value}
      className="flex h-10 items-center gap-1.5 border-transparent border-b-2 px-3 text-ink-soft text-sm -outline-offset-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
    >
      {children}
    </Tabs.Trigger>
  );
}
