'use client';

import { useId, useRef, useState } from 'react';
import { OutcomeBadge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Textarea } from '@/components/ui/field';
import type { Trial } from '@/lib/core/policy/decide/trial';
import type { Policy } from '@/lib/core/policy/document/schema';
import type { Evaluator } from './evaluator';
import { readArguments } from './read-arguments';

type TryItFormProps = { policy: Policy; tool: string; sample: Record<string, unknown>; first: Trial };

/** Runs the gateway's own evaluator in the browser on a call that the reader types; nothing is sent anywhere. */
export function TryItForm({ policy, tool, sample, first }: TryItFormProps) {
  const id = useId();
  const [text, setText] = useState(() => JSON.stringify(sample, null, 2));
  const [next, setNext] = useState<Trial>(first);
  const [trials, setTrials] = useState<Trial[]>([]);
  const loading = useRef<Promise<Evaluator> | undefined>(undefined);
  const args = readArguments(text);
  const last = trials.at(-1);

  /** A quarter of the page's scripts, so they come with the first use. */
  function evaluator(): Promise<Evaluator> {
    loading.current ??= import('./evaluator').then(({ createEvaluator }) => createEvaluator(policy, tool));
    return loading.current;
  }

  async function type(typed: string) {
    setText(typed);
    const typedArgs = readArguments(typed);
    if (typedArgs) setNext((await evaluator()).decide(typedArgs));
  }

  async function call(times: number) {
    if (!args) return;
    const made = (await evaluator()).call(args, times);
    setTrials((before) => [...before, ...made]);
  }

  async function startAgain() {
    (await evaluator()).restart();
    setTrials([]);
  }

  return (
    <div className="grid content-start gap-3 rounded-card border bg-surface p-4">
      <label htmlFor={id} className="font-medium text-sm">
        Try it: arguments of a call to <code className="break-all font-mono">{tool}</code>
      </label>
      <Textarea
        id={id}
        value={text}
        onChange={(event) => type(event.target.value)}
        spellCheck={false}
        aria-invalid={args ? undefined : true}
        className="min-h-24! font-mono max-sm:text-[0.8125rem]"
      />
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => call(1)} disabled={!args}>
          Call once
        </Button>
        <Button size="small" kind="secondary" onClick={() => call(10)} disabled={!args}>
          Call 10 times
        </Button>
        <Button size="small" kind="quiet" onClick={startAgain} disabled={trials.length === 0}>
          Start again
        </Button>
      </div>
      <div aria-live="polite" className="grid gap-1 text-sm">
        {!args && <p className="text-deny">The arguments must be a JSON object.</p>}
        {last ? <Outcome trial={last} made={trials} /> : args && <Outcome trial={next} made={[]} />}
      </div>
    </div>
  );
}
function Outcome({ trial, made }: { trial: Trial; made: readonly Trial[] }) {
  const allowed = made.filter(({ outcome }) => outcome === 'allow').length;
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <OutcomeBadge outcome={trial.outcome} />
        <span className="text-ink-soft">
          {made.length === 0
            ? 'This is what such a call gets.'
            : `Call ${made.length}; ${allowed} of ${made.length} allowed`}
        </span>
      </p>
      {trial.message && <p className="break-words text-ink-soft">{trial.message}</p>}
      {trial.rule && <p className="break-all font-mono text-ink-faint text-xs">{trial.rule}</p>}
    </>
  );
}
