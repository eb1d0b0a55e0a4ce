import { type Dispatch, useDeferredValue, useEffect, useMemo, useReducer, useState } from 'react';
import { type CompiledPolicy, compilePolicy } from '@/lib/core/policy/compile/compile';
import type { Finding } from '@/lib/core/policy/lint/finding';
import { lintPolicy } from '@/lib/core/policy/lint/lint';
import type { BuilderTool } from './builder-tool';
import { rangeOf } from './document-pane';
import type { Mark } from './json-editor';
import { locatePointers } from './locate';
import { type BuilderAction, type BuilderState, beginBuilder, reduceBuilder } from './reducer';
import { type Standing, standingsOf } from './standing';
import { type TypedPatterns, unfinishedIn } from './typed-patterns';
import { useStarted } from './use-started';

export type Draft = {
  state: BuilderState;
  dispatch: Dispatch<BuilderAction>;
  undo: () => void;
  redo: () => void;
  standingOf: (tool: string) => Standing;
  compiled: CompiledPolicy;
  /** As it was when the keys last rested: what the findings are about. */
  settled: BuilderState;
  findings: Finding[];
  marks: Mark[];
  /** What was typed into the fields of patterns. */
  typed: TypedPatterns;
  setTyped: (typed: TypedPatterns) => void;
  /** The part of it that is not valid, and so is no part of the policy. */
  unfinished: TypedPatterns;
};

const nothingTyped: TypedPatterns = new Map();

/** The document being edited and all that is read from it. What is costly follows after the keystroke is drawn. */
export function useDraft(text: string, tools: readonly BuilderTool[]): Draft {
  const [state, dispatch] = useReducer(reduceBuilder, text, beginBuilder);
  const standingOf = useMemo(() => standingsOf(state.policy), [state.policy]);
  const policy = useDeferredValue(state.policy);
  const compiled = useMemo(() => compilePolicy(policy), [policy]);
  const settled = useSettled(state);
  // In the browser only: on the server, the checks of one person's long policy would keep everybody waiting.
  const started = useStarted();
  const findings = useMemo(() => (started ? lintPolicy(settled.policy, tools) : []), [started, settled.policy, tools]);
  const marks = useMemo(() => marksOf(settled, findings), [settled, findings]);
  const [typed, setTyped] = useState<TypedPatterns>(nothingTyped);
  const unfinished = useMemo(() => unfinishedIn(state.policy, typed), [state.policy, typed]);
  const undo = () => dispatch({ kind: 'undo' });
  const redo = () => dispatch({ kind: 'redo' });
  return { state, dispatch, undo, redo, standingOf, compiled, settled, findings, marks, typed, setTyped, unfinished };
}

/** The checks of 1,000 tools take longer than a frame, so they wait until the keys rest. */
const SETTLE_MS = 150;

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

const MARKS_MAX = 200;

function marksOf({ text, problems }: BuilderState, findings: readonly Finding[]): Mark[] {
  if (problems.length > 0) {
    return problems.slice(0, MARKS_MAX).map((problem) => ({
      ...rangeOf(text, problem),
      level: 'error',
      message: problem.message,
    }));
  }
  const shown = findings.filter(({ level }) => level !== 'suggestion').slice(0, MARKS_MAX);
  const ranges = locatePointers(
    text,
    shown.map(({ pointer }) => pointer),
  );
  return shown.map(({ level, message }, at) => ({ from: 0, to: 0, ...ranges[at], level, message }));
}
