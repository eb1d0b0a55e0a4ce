'use client';

import { CircleCheck, Wrench } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { Problem } from '@/lib/core/policy/document/read';
import type { Policy } from '@/lib/core/policy/document/schema';
import type { Finding } from '@/lib/core/policy/lint/finding';

const tones = { error: 'deny', warning: 'hold', suggestion: 'neutral' } as const;

type ChecksProps = {
  /** Why policy.json is not valid; the findings are then about what it said before, and are not shown. */
  problems: readonly Problem[];
  findings: readonly Finding[];
  disabled: boolean;
  onFix: (policy: Policy) => void;
  onShow: (pointer: string) => void;
  onProblem: (problem: Problem) => void;
};

const SHOWN = 100;

/** What the linter finds, each with its place and, where it knows one, a fix that can be undone. */
export function Checks({ problems, findings, disabled, onFix, onShow, onProblem }: ChecksProps) {
  const [problem] = problems;
  if (problem) return <Invalid problem={problem} onShow={() => onProblem(problem)} />;
  if (findings.length === 0) {
    return (
      <p className="grid justify-items-center gap-2 px-6 py-14 text-center text-ink-soft text-sm">
        <CircleCheck aria-hidden className="size-6 text-allow" />
        Nothing to fix: every rule can apply, and every name is a tool of this server.
      </p>
    );
  }
  return (
    <ul className="divide-y">
      {findings.slice(0, SHOWN).map(({ level, code, pointer, message, fix }) => (
        <li key={`${code} ${pointer} ${message}`} className="grid gap-1.5 px-4 py-3 text-sm">
          <p className="break-words">
            <Badge tone={tones[level]} className="mr-2">
              {level}
            </Badge>
            {message}
          </p>
          <div className="-ml-2.5 flex flex-wrap gap-1">
            <Button kind="quiet" size="small" onClick={() => onShow(pointer)} className="max-w-full font-mono text-xs!">
              <span className="truncate">{pointer || 'policy.json'}</span>
            </Button>
            {fix && (
              <Button
                kind="quiet"
                size="small"
                disabled={disabled}
                onClick={() => onFix(fix())}
                className="text-accent!"
              >
                <Wrench aria-hidden />
                Fix
              </Button>
            )}
          </div>
        </li>
      ))}
      {findings.length > SHOWN && (
        <li className="px-4 py-3 text-ink-soft text-sm">and {findings.length - SHOWN} more</li>
      )}
    </ul>
  );
}

function Invalid({ problem, onShow }: { problem: Problem; onShow: () => void }) {
  return (
    <div className="grid gap-1.5 px-4 py-3 text-sm">
      <p className="break-words">
        <Badge tone="deny" className="mr-2">
          error
        </Badge>
        policy.json is not valid; fix line {problem.line} first. {problem.message}
      </p>
      <Button kind="quiet" size="small" onClick={onShow} className="-ml-2.5 w-fit">
        Show line {problem.line}
      </Button>
    </div>
  );
}
