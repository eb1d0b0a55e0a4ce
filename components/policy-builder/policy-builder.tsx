'use client';

import { useEffect, useId } from 'react';
import { BuilderPanes } from './builder-panes';
import type { BuilderTool } from './builder-tool';
import { KeptNote } from './kept-note';
import { PublishBar } from './publish-bar';
import { plainLines, type Version } from './standstill';
import { useDraft } from './use-draft';
import { useKeptDraft } from './use-kept-draft';
import { type Publish, usePublishing } from './use-publishing';

export type PolicyBuilderProps = {
  server: { id: string; name: string };
  tools: BuilderTool[];
  published: Version | null;
  /** policy.json to begin with. */
  draft: string;
  /** The tool from whose page the draft came: it stands first and marked. */
  arrival?: string | null;
  publish: Publish;
};

// Without JavaScript only the form works: policy.json as text, and the button.
const withoutScript =
  '[data-builder-tools],[data-needs-script]{display:none}[data-builder-side]{display:flex!important}';

/** The policy of one server as a list of tools and as policy.json, side by side: two views of one document. */
export function PolicyBuilder({ server, tools, published, draft: text, arrival = null, publish }: PolicyBuilderProps) {
  const formId = useId();
  const initial = plainLines(text);
  const draft = useDraft(initial, tools);
  const { state } = draft;
  const publishing = usePublishing({ published, publish, draft, tools });
  const version = publishing.expectedVersion;
  const isPublished = publishing.standstill.kind === 'same';
  const kept = useKeptDraft({ serverId: server.id, initial, version, isArrival: arrival !== null, draft, isPublished });
  useLeaveGuard((state.past.length > 0 && !isPublished) || draft.unfinished.size > 0);
  return (
    <section aria-label={`Policy of ${server.name}`}>
      <noscript>
        <style>{withoutScript}</style>
      </noscript>
      <KeptNote kept={kept} version={version} />
      <BuilderPanes
        draft={draft}
        tools={tools}
        formId={formId}
        arrival={arrival}
        onFinish={() => publishing.formRef.current?.requestSubmit()}
      />
      <PublishBar {...publishing} serverId={server.id} formId={formId} draft={draft} />
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
