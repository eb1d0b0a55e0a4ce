import type { Limit } from '@/lib/core/policy/document/schema';
import type { BuilderTool } from './builder-tool';
import type { Choice } from './choices';

/** What a row of the list can ask for. The object must stay the same between renders: rows compare it. */
export type ToolActions = {
  choose: (tool: string, choice: Choice) => void;
  unname: (tool: string) => void;
  recommend: (tool: BuilderTool) => void;
  limit: (tool: string, limit: Limit) => void;
  reason: (tool: string, reason: string) => void;
  spellOut: (pattern: string) => void;
  show: (pointer: string) => void;
  open: (tool: string | null) => void;
  focus: (tool: string) => void;
  move: (from: number, rows: number | 'first' | 'last') => void;
};
