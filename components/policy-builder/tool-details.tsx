'use client';

import { Braces, RotateCcw, Sparkles } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { pointerTo } from '@/lib/core/policy/document/pointer';
import { recommendRules } from '@/lib/core/policy/recommend/recommend';
import type { BuilderTool } from './builder-tool';
import { LimitFields, ReasonField } from './rule-fields';
import { type Standing, sentencesOf } from './standing';
import type { ToolActions } from './tool-actions';

type ToolDetailsProps = { id: string; tool: BuilderTool; standing: Standing; disabled: boolean; on: ToolActions };

/** What is known of a tool and the fields of its rule. */
export function ToolDetails({ id, tool, standing, disabled, on }: ToolDetailsProps) {
  const { choice, from, limit } = standing;
  const own = from === 'tool';
  return (
    <div id={id} className="grid gap-3 border-t border-dashed bg-sunken/50 px-3 py-3 text-sm @lg:px-4 @lg:pl-10">
      {tool.description && <p className="measure line-clamp-4 text-ink-soft">{tool.description}</p>}
      {own && limit && (choice === 'limit' || choice === 'approve') && (
        <LimitFields limit={limit} disabled={disabled} onChange={(next) => on.limit(tool.name, next)} />
      )}
      {own && (choice === 'deny' || choice === 'approve') && (
        <ReasonField
          reason={standing.reason ?? ''}
          disabled={disabled}
          onChange={(reason) => on.reason(tool.name, reason)}
        />
      )}
      {standing.sentences && (
        <ul className="grid list-disc gap-1 pl-5">
          {standing.sentences.map((sentence) => (
            <li key={sentence} className="break-words">
              {sentence}
            </li>
          ))}
        </ul>
      )}
      <HiddenByPattern standing={standing} disabled={disabled} on={on} />
      {!standing.choosable && standing.pattern === undefined && (
        <p>No policy can contain this name, so a pattern or the default decides.</p>
      )}
      <div className="-ml-2.5 flex flex-wrap gap-1">
        {standing.choosable && (
          <Button kind="quiet" size="small" disabled={disabled} onClick={() => on.recommend(tool)}>
            <Sparkles aria-hidden />
            {recommendation(tool)}
          </Button>
        )}
        {own && (
          <Button kind="quiet" size="small" disabled={disabled} onClick={() => on.unname(tool.name)}>
            <RotateCcw aria-hidden />
            Remove its rule
          </Button>
        )}
        {from !== 'default' && (
          <Button kind="quiet" size="small" onClick={() => on.show(placeOf(tool.name, standing))}>
            <Braces aria-hidden />
            Show in policy.json
          </Button>
        )}
      </div>
    </div>
  );
}

function HiddenByPattern({ standing, disabled, on }: Pick<ToolDetailsProps, 'standing' | 'disabled' | 'on'>) {
  const { choice, pattern } = standing;
  if (choice !== 'hide' || pattern === undefined) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      <span>
        The pattern <code className="font-mono">{pattern}</code> hides this tool and every other tool that it matches.
      </span>
      <Button kind="secondary" size="small" disabled={disabled} onClick={() => on.spellOut(pattern)}>
        Name the tools instead
      </Button>
    </p>
  );
}

function recommendation(tool: BuilderTool): string {
  const { hide, rules } = recommendRules(tool);
  if (hide) return 'Recommended: hide';
  const sentences = sentencesOf(rules);
  const [only] = sentences;
  return `Recommended: ${sentences.length > 1 ? `${sentences.length} rules` : (only?.replace(/\.$/, '').toLowerCase() ?? 'allow')}`;
}

function placeOf(tool: string, { choice, pattern }: Standing): string {
  return choice === 'hide' ? '/hide' : pointerTo(['tools', pattern ?? tool]);
}
