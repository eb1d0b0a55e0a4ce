import { useActionState, useMemo, useRef, useState } from 'react';
import { diffPolicies, type Sentence } from '@/lib/core/policy/diff/diff';
import { readPolicy } from '@/lib/core/policy/document/read';
import type { Policy } from '@/lib/core/policy/document/schema';
import type { BuilderTool } from './builder-tool';
import type { PublishState } from './publish-state';
import { standstillOf, type Version } from './standstill';
import type { Draft } from './use-draft';
import { useStarted } from './use-started';

export type Publish = (state: PublishState, formData: FormData) => Promise<PublishState>;

type PublishingInput = {
  published: Version | null;
  publish: Publish;
  draft: Draft;
  tools: readonly BuilderTool[];
};

const nothingYet: PublishState = { ok: false };

/** The way of a draft to the next version: what changes, what must be agreed to, and what came of it. */
export function usePublishing({ published, publish, draft, tools }: PublishingInput) {
  const { state, settled } = draft;
  const [result, action] = useActionState(publish, nothingYet);
  const formRef = useRef<HTMLFormElement>(null);
  const [submitted, setSubmitted] = useState<string | null>(null);
  const [widening, setWidening] = useState<Sentence[] | null>(null);
  const agreed = useRef(false);
  const started = useStarted();
  const live = newest(published, result, submitted);
  const liveText = live?.document;
  const livePolicy = useMemo(() => policyOf(liveText), [liveText]);
  const changes = useMemo(
    () => (started ? differences(livePolicy, settled.policy, tools) : []),
    [started, livePolicy, settled.policy, tools],
  );
  const standstill = standstillOf(draft, live, changes);

  function onSubmit(event: { preventDefault: () => void }) {
    if (standstill.kind !== 'ready') return event.preventDefault();
    const wider = differences(livePolicy, state.policy, tools).filter(({ kind }) => kind === 'wider');
    if (wider.length > 0 && !agreed.current) {
      event.preventDefault();
      return setWidening(wider);
    }
    agreed.current = false;
    setSubmitted(state.text);
  }

  function onAgree() {
    agreed.current = true;
    setWidening(null);
    formRef.current?.requestSubmit();
  }

  return {
    formRef,
    action,
    onSubmit,
    expectedVersion: live?.number ?? 0,
    // Without JavaScript nothing here can tell whether the text was changed, so the button stays free.
    standstill: started ? standstill : { ...standstill, kind: 'ready' as const },
    changes: state.problems.length > 0 ? [] : changes,
    result: result === nothingYet || (result.ok && submitted !== null && state.text !== submitted) ? null : result,
    asked: widening && { widening, onAgree, onCancel: () => setWidening(null) },
  };
}

/** The version that was just published is known here before the page has been read again. */
function newest(published: Version | null, result: PublishState, submitted: string | null): Version | null {
  const { version } = result;
  if (!result.ok || version === undefined || submitted === null) return published;
  return version > (published?.number ?? 0) ? { number: version, document: submitted } : published;
}

function policyOf(text: string | undefined): Policy | null {
  const read = text === undefined ? null : readPolicy(text);
  return read?.ok ? read.policy : null;
}

function differences(before: Policy | null, after: Policy, tools: readonly BuilderTool[]): Sentence[] {
  return before ? diffPolicies(before, after, tools).sentences : [];
}
