'use client';

import { useId, useMemo, useState } from 'react';
import { Badge, OutcomeBadge } from '@/components/ui/badge';
import { Input, Textarea } from '@/components/ui/field';
import type { CompiledPolicy } from '@/lib/core/policy/compile/compile';
import { type Explanation, explain, type Passed } from '@/lib/core/policy/decide/explain';
import type { BuilderTool } from './builder-tool';
import { sampleArguments } from './sample-arguments';
import { unknownBecause } from './unknown-tool';

type TryCallProps = {
  compiled: CompiledPolicy;
  tools: readonly BuilderTool[];
  /** The tool to begin with. */
  first: string | null;
  onShow: (pointer: string) => void;
};

/** A call typed by hand and what the policy decides: the evaluator here is the one of the gateway. */
export function TryCall({ compiled, tools, first, onShow }: TryCallProps) {
  const id = useId();
  const [tool, setTool] = useState(first ?? tools[0]?.name ?? '');
  const [typed, setTyped] = useState<string | null>(null);
  const known = tools.find((one) => one.name === tool);
  const text = typed ?? sampleArguments(known?.inputSchema);
  const args = useMemo(() => readArguments(text), [text]);
  const explanation = useMemo(() => args && explain(compiled, { tool, args }), [compiled, tool, args]);
  const unknown = unknownBecause(tool, tools);
  function pick(name: string) {
    setTool(name);
    setTyped(null);
  }
  return (
    <div className="grid gap-4 p-4">
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-tool`} className="font-medium text-sm">
          Tool
        </label>
        <Input
          id={`${id}-tool`}
          list={`${id}-tools`}
          className="font-mono"
          spellCheck={false}
          autoComplete="off"
          value={tool}
          onChange={({ target }) => pick(target.value)}
        />
        <datalist id={`${id}-tools`}>
          {tools.map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-arguments`} className="font-medium text-sm">
          Arguments
        </label>
        <Textarea
          id={`${id}-arguments`}
          className="min-h-32! font-mono sm:text-[0.8125rem]!"
          spellCheck={false}
          aria-invalid={args ? undefined : true}
          value={text}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      <div aria-live="polite">
        {unknown && (
          <p className="border-deny border-l-4 pl-4 text-sm">
            <OutcomeBadge outcome="deny" /> Unknown tool: {unknown}.
          </p>
        )}
        {!unknown && explanation && <DecisionView explanation={explanation} onShow={onShow} />}
        {!args && <p className="text-deny text-sm">The arguments must be a JSON object.</p>}
      </div>
    </div>
  );
}

const windows: Record<number, string> = { 1000: 'second', 60000: 'minute', 3600000: 'hour', 86400000: 'day' };

function windowWords(windowMs: number): string {
  return windows[windowMs] ?? `${windowMs / 1_000} seconds`;
}

function readArguments(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

const edges = { allow: 'border-allow', deny: 'border-deny', hold: 'border-hold' } as const;

function DecisionView({ explanation, onShow }: { explanation: Explanation; onShow: (pointer: string) => void }) {
  const { decision, others } = explanation;
  const unlisted = decision.outcome === 'deny' && decision.hidden;
  const reserve = decision.outcome === 'allow' ? decision.reserve : [];
  return (
    <div className={`grid gap-3 border-l-4 pl-4 text-sm ${edges[decision.outcome]}`}>
      <p className="flex flex-wrap items-center gap-2">
        <OutcomeBadge outcome={decision.outcome} />
        {decision.rule ? (
          <Rule rule={decision.rule} strong onShow={onShow} />
        ) : (
          <span className="text-ink-soft">No rule refuses or holds it.</span>
        )}
      </p>
      {decision.message && (
        <p>
          {unlisted ? 'The tool is not listed, and the agent is answered as if it did not exist.' : decision.message}
        </p>
      )}
      {reserve.map((one) => (
        <p key={one.rule} className="text-ink-soft">
          Counts {one.amount} of {one.max} in any {windowWords(one.windowMs)}. <Rule rule={one.rule} onShow={onShow} />
        </p>
      ))}
      <Others others={others.filter((other) => !reserve.some((one) => one.rule === other.rule))} onShow={onShow} />
    </div>
  );
}

function Others({ others, onShow }: { others: Passed[]; onShow: (pointer: string) => void }) {
  if (others.length === 0) return null;
  return (
    <details>
      <summary className="text-ink-soft">
        {others.length} other {others.length === 1 ? 'rule' : 'rules'}
      </summary>
      <ul className="mt-2 grid gap-2">
        {others.map((other) => (
          <li key={other.rule} className="flex flex-wrap items-center gap-2">
            <Badge>{other.kind}</Badge>
            <Rule rule={other.rule} onShow={onShow} />
            <span className="text-ink-soft">{saidOf(other)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

const whys = {
  false: 'does not hold',
  absent: 'asks for an argument that is absent',
  unclear: 'cannot be compared',
} as const;

function saidOf({ kind, failed }: Passed): string {
  if (failed) return `“${failed.condition}” ${whys[failed.why]}.`;
  return kind === 'limit' ? 'Not counted.' : 'All its conditions hold.';
}

function Rule({ rule, strong, onShow }: { rule: string; strong?: boolean; onShow: (pointer: string) => void }) {
  const look = `break-all rounded bg-sunken px-1.5 py-0.5 text-left font-mono text-xs ${strong ? 'font-semibold' : ''}`;
  if (!rule.startsWith('/')) return <code className={look}>{rule}</code>;
  return (
    <button type="button" className={`${look} hover:underline`} onClick={() => onShow(rule)}>
      {rule}
    </button>
  );
}
