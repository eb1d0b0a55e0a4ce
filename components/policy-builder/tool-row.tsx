'use client';

import { ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { classNames } from '@/components/ui/class-names';
import { describeLimit } from '@/lib/core/policy/document/describe';
import type { BuilderTool } from './builder-tool';
import { ChoiceControl } from './choice-control';
import type { Choice } from './choices';
import type { Standing } from './standing';
import type { ToolActions } from './tool-actions';
import { ToolDetails } from './tool-details';

type ToolRowProps = {
  tool: BuilderTool;
  index: number;
  standing: Standing;
  disabled: boolean;
  isStop: boolean;
  isOpen: boolean;
  /** The tool whose page led here. */
  isArrival: boolean;
  on: ToolActions;
};

const severityDot = { Low: 'bg-allow', Medium: 'bg-hold', High: 'bg-deny', Critical: 'bg-critical' } as const;

function ToolRowPlain({ tool, index, standing, disabled, isStop, isOpen, isArrival, on }: ToolRowProps) {
  const details = `tool-${index}-details`;
  return (
    <li
      className={classNames(
        'scroll-my-24 border-b last:border-b-0 [contain-intrinsic-size:auto_4.25rem] [content-visibility:auto]',
        isArrival && 'bg-accent-soft/60 shadow-[inset_3px_0_0_var(--accent)]',
      )}
    >
      <div className="grid items-center gap-x-3 gap-y-2 px-3 py-2.5 @lg:grid-cols-[minmax(0,1fr)_auto] @lg:px-4">
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={isOpen}
          aria-controls={isOpen ? details : undefined}
          onClick={() => on.open(isOpen ? null : tool.name)}
          className="group flex min-w-0 items-start gap-2 rounded-md text-left"
        >
          <ChevronRight
            aria-hidden
            className={classNames('mt-0.5 size-4 shrink-0 text-ink-faint transition-transform', isOpen && 'rotate-90')}
          />
          <span className="min-w-0">
            <span className="block font-mono [overflow-wrap:anywhere] text-[0.8125rem] group-hover:underline">
              {tool.name}
            </span>
            <span className="block text-ink-faint text-xs">
              <span
                aria-hidden
                className={classNames('mr-1.5 inline-block size-2 rounded-full', severityDot[tool.severity])}
              />
              {tool.category}, {tool.severity.toLowerCase()} risk.{' '}
              {tool.state && tool.state !== 'pinned' && (
                <span className="font-medium text-hold">{stateWords[tool.state]}. </span>
              )}
              <span className="text-ink-soft">{noteOf(standing)}</span>
              {isArrival && <span className="font-medium text-accent"> From the catalogue</span>}
            </span>
          </span>
        </button>
        <ChoiceControl
          tool={tool.name}
          standing={standing}
          disabled={disabled || !standing.choosable}
          isStop={isStop}
          onChoose={(choice: Choice) => on.choose(tool.name, choice)}
          onMove={(rows) => on.move(index, rows)}
          onOpen={() => on.open(isOpen ? null : tool.name)}
          onUnname={() => on.unname(tool.name)}
          onFocus={() => on.focus(tool.name)}
        />
      </div>
      {isOpen && <ToolDetails id={details} tool={tool} standing={standing} disabled={disabled} on={on} />}
    </li>
  );
}

const stateWords = {
  pending: 'new, not reviewed',
  changed: 'changed, not reviewed',
  gone: 'no longer offered',
} as const;

/** Where the choice comes from, and the part of it that five words cannot say. */
function noteOf({ choice, from, pattern, limit, sentences = [] }: Standing): string {
  if (choice === 'closed') return 'Closed: not listed';
  if (from === 'default') return 'Open: no rule of its own';
  const what = limit ? describeLimit(limit) : saidBy[choice];
  const rules = sentences.length === 1 ? 'Custom: 1 rule' : `Custom: ${sentences.length} rules`;
  return [choice === 'custom' ? rules : what, pattern && `by ${pattern}`].filter(Boolean).join(' ');
}

const saidBy = {
  allow: '',
  limit: '',
  approve: 'Every call waits',
  deny: 'Listed, every call refused',
  hide: 'Not listed',
  custom: '',
} as const;

function sameRow(before: ToolRowProps, after: ToolRowProps): boolean {
  return (
    before.tool === after.tool &&
    before.index === after.index &&
    before.disabled === after.disabled &&
    before.isStop === after.isStop &&
    before.isOpen === after.isOpen &&
    before.isArrival === after.isArrival &&
    before.on === after.on &&
    JSON.stringify(before.standing) === JSON.stringify(after.standing)
  );
}

/** One tool; drawn again only when what it shows has changed, so that a list of 1,000 follows each keystroke. */
export const ToolRow = memo(ToolRowPlain, sameRow);
