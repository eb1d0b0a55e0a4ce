'use client';

import { useId, useMemo, useState } from 'react';
import { OutcomeBadge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Textarea } from '@/components/ui/field';
import { compilePolicy } from '@/lib/policy/compile';
import { decide } from '@/lib/policy/decide';
import { createMemoryCounters } from '@/lib/policy/memory-counters';
import type { Policy } from '@/lib/policy/schema';
import { readArguments, type Trial, tryCall } from './trial';

type TryItProps = { policy: Policy; tool: string; sample: Record<string, unknown> };

/** Runs the gateway's own evaluator in the browser on a call that the reader types; nothing is sent anywhere. */
export function TryIt({ policy, tool, sample }: TryItProps) {
  const id = useId();
  const compiled = useMemo(() => compilePolicy(policy), [policy]);
  const [counters, setCounters] = useState(() => createMemoryCounters({ keysMax: 100 }));
  const [text, setText] = useState(() => JSON.stringify(sample, null, 2));
  const [trials, setTrials] = useState<Trial[]>([]);
  const args = readArguments(text);
  const last = trials.at(-1);
  const first = args && decide(compiled, { tool, args });

  function call(times: number) {
    if (!args) return;
    const made = Array.from({ length: times }, () => tryCall(compiled, counters, { tool, args }, Date.now()));
    setTrials([...trials, ...made]);
  }

  function startAgain() {
    setCounters(createMemoryCounters({ keysMax: 100 }));
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
        onChange={(event) => setText(event.target.value)}
        spellCheck={false}
        aria-invalid={args ? undefined : true}
        className="min-h-24 font-mono text-[0.8125rem]"
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
        {last ? <Outcome trial={last} made={trials} /> : first && <Outcome trial={first} made={[]} />}
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
