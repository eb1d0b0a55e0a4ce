import { type Problem, readPolicy } from '@/lib/core/policy/document/read';
import type { ClassName, ClassRules, Limit, Policy } from '@/lib/core/policy/document/schema';
import type { BuilderTool } from './builder-tool';
import { type Choice, choose, recommend, setDefault, setLimit, setReason, spellOut, unname } from './choices';
import { closeClasses, setClass } from './class-choices';
import { rewriteJson } from './rewrite';

// One value, policy.json as text: both panes are views of it. A visual edit is a function on the policy, written into
// the text with every other byte left alone. Pure: the time of a keystroke comes with the action.

export type BuilderState = {
  text: string;
  /** What the text says, or said when it was last valid; and that text. */
  policy: Policy;
  validText: string;
  /** What is wrong with the text; none: it is valid and `policy` is what it says. */
  problems: Problem[];
  past: string[];
  future: string[];
  /** When the last keystroke came; null after any other edit. */
  typedAtMs: number | null;
};

export type BuilderAction =
  | { kind: 'choose'; tools: string[]; choice: Choice }
  | { kind: 'unname'; tools: string[] }
  | { kind: 'limit'; tool: string; limit: Limit }
  | { kind: 'reason'; tool: string; reason: string }
  | { kind: 'default'; value: Policy['default'] }
  | { kind: 'class'; name: ClassName; rules: ClassRules }
  | { kind: 'spellOut'; pattern: string; tools: string[] }
  | { kind: 'recommend'; tools: readonly BuilderTool[] }
  | { kind: 'recommendTool'; tool: BuilderTool }
  | { kind: 'replace'; policy: Policy }
  | { kind: 'type'; text: string; atMs: number }
  | { kind: 'open'; text: string }
  | { kind: 'revert' }
  | { kind: 'undo' }
  | { kind: 'redo' };

const HISTORY_MAX = 200;
/** Keystrokes closer than this are one step of the history. */
const TYPING_MS = 1_000;

const closed: Policy = { version: '1', default: 'deny' };
const closedText = `${JSON.stringify(closed, null, 2)}\n`;

export function beginBuilder(text: string): BuilderState {
  const empty = {
    text: '',
    policy: closed,
    validText: closedText,
    problems: [],
    past: [],
    future: [],
    typedAtMs: null,
  };
  return withText(empty, text);
}

export function reduceBuilder(state: BuilderState, action: BuilderAction): BuilderState {
  switch (action.kind) {
    case 'undo':
      return undo(state);
    case 'redo':
      return redo(state);
    case 'type':
      return type(state, action.text, action.atMs);
    case 'open':
      return remember(state, action.text);
    case 'revert':
      return remember(state, state.validText);
    default:
      // A visual edit of an invalid text would throw away what was typed.
      return state.problems.length > 0 ? state : remember(state, rewriteJson(state.text, edit(state.policy, action)));
  }
}

type VisualAction = Exclude<BuilderAction, { kind: 'undo' | 'redo' | 'type' | 'open' | 'revert' }>;

function edit(policy: Policy, action: VisualAction): Policy {
  switch (action.kind) {
    case 'choose':
      return choose(policy, action.tools, action.choice);
    case 'unname':
      return unname(policy, action.tools);
    case 'limit':
      return setLimit(policy, action.tool, action.limit);
    case 'reason':
      return setReason(policy, action.tool, action.reason);
    case 'default':
      return setDefault(policy, action.value);
    case 'class':
      return setClass(policy, action.name, action.rules);
    case 'spellOut':
      return spellOut(policy, action.pattern, action.tools);
    case 'recommend':
      return recommend({ ...closeClasses(policy), default: 'deny' }, action.tools);
    case 'recommendTool':
      return recommend(policy, [action.tool]);
    case 'replace':
      return action.policy;
  }
}

function withText(state: BuilderState, text: string): BuilderState {
  const read = readPolicy(text);
  if (!read.ok) return { ...state, text, problems: read.problems };
  return { ...state, text, policy: read.policy, validText: text, problems: [] };
}

function remember(state: BuilderState, text: string): BuilderState {
  if (text === state.text) return state;
  const past = [...state.past, state.text].slice(-HISTORY_MAX);
  return { ...withText(state, text), past, future: [], typedAtMs: null };
}

function type(state: BuilderState, text: string, atMs: number): BuilderState {
  if (text === state.text) return state;
  const goesOn = state.typedAtMs !== null && atMs - state.typedAtMs < TYPING_MS;
  const next = goesOn ? { ...withText(state, text), future: [] } : remember(state, text);
  return { ...next, typedAtMs: atMs };
}

function undo(state: BuilderState): BuilderState {
  const text = state.past.at(-1);
  if (text === undefined) return state;
  const moved = { past: state.past.slice(0, -1), future: [state.text, ...state.future], typedAtMs: null };
  return { ...withText(state, text), ...moved };
}

function redo(state: BuilderState): BuilderState {
  const [text, ...future] = state.future;
  if (text === undefined) return state;
  return { ...withText(state, text), past: [...state.past, state.text], future, typedAtMs: null };
}
