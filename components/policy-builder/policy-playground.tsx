'use client';

import { useEffect, useId, useState } from 'react';
import { classifyTool } from '@/lib/core/risk/classify';
import { BuilderPanes } from './builder-panes';
import type { BuilderTool } from './builder-tool';
import { PlaygroundTools } from './playground-tools';
import { ShareBar } from './share-bar';
import { fromFragment } from './shared-policy';
import { useDraft } from './use-draft';

type Playground = { document: string; tools: BuilderTool[]; ownNames: string[] | null };

type PolicyPlaygroundProps = { sample: { name: string; tools: BuilderTool[]; document: string } };

const empty = '{\n  "version": "1",\n  "default": "deny"\n}\n';

/** The builder without a server behind it: what is written stays in this browser, or travels in a link. */
export function PolicyPlayground({ sample }: PolicyPlaygroundProps) {
  const [opened, setOpened] = useState<Playground>({ ...sample, ownNames: null });
  const [time, setTime] = useState(0);
  function open(playground: Playground) {
    setOpened(playground);
    setTime((before) => before + 1);
  }
  useEffect(() => {
    void fromFragment(window.location.hash).then((shared) => {
      if (!shared) return;
      const tools = shared.tools ? toolsNamed(shared.tools) : sample.tools;
      setOpened({ document: shared.document, tools, ownNames: shared.tools ?? null });
      setTime((before) => before + 1);
    });
  }, [sample]);
  return (
    <>
      <PlaygroundTools
        sampleName={sample.name}
        ownNames={opened.ownNames}
        onSample={() => open({ ...sample, ownNames: null })}
        onNames={(names) => open({ document: empty, tools: toolsNamed(names), ownNames: names })}
      />
      <OpenPlayground key={time} {...opened} />
    </>
  );
}

function OpenPlayground({ document, tools, ownNames }: Playground) {
  const formId = useId();
  const draft = useDraft(document, tools);
  return (
    <section aria-label="Policy playground">
      <BuilderPanes draft={draft} tools={tools} formId={formId} onFinish={() => {}} />
      <ShareBar draft={draft} ownNames={ownNames} />
    </section>
  );
}

function toolsNamed(names: readonly string[]): BuilderTool[] {
  return [...new Set(names)].map((name) => {
    const siblings = names.filter((other) => other !== name);
    const { category, severity, confidence } = classifyTool({ name, siblings, knowledge: 'listed' });
    return { name, category, severity, confidence };
  });
}
