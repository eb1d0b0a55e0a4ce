'use client';

import { type RefObject, useMemo } from 'react';
import type { BuilderTool } from './builder-tool';
import type { Standing } from './standing';
import type { ToolActions } from './tool-actions';
import { ToolRow } from './tool-row';

type ToolListProps = {
  ref: RefObject<HTMLUListElement | null>;
  tools: readonly BuilderTool[];
  standingOf: (tool: string) => Standing;
  disabled: boolean;
  stop: string | null;
  open: string | null;
  arrival: string | null;
  on: ToolActions;
};

/** The tools that the filter shows, with what the policy says of each. */
export function ToolList({ ref, tools, standingOf, disabled, stop, open, arrival, on }: ToolListProps) {
  const stopName = useMemo(
    () => (tools.some((tool) => tool.name === stop) ? stop : (tools[0]?.name ?? null)),
    [tools, stop],
  );
  if (tools.length === 0) {
    return <p className="px-4 py-10 text-center text-ink-soft text-sm">No tool matches this search.</p>;
  }
  return (
    <ul ref={ref} aria-label="Tools">
      {tools.map((tool, index) => (
        <ToolRow
          key={tool.name}
          tool={tool}
          index={index}
          standing={standingOf(tool.name)}
          disabled={disabled}
          isStop={tool.name === stopName}
          isOpen={tool.name === open}
          isArrival={tool.name === arrival}
          on={on}
        />
      ))}
    </ul>
  );
}
