'use client';

import { json } from '@codemirror/lang-json';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { tags } from '@lezer/highlight';
import CodeMirror, { EditorView, type ReactCodeMirrorRef } from '@uiw/react-codemirror';
import { useEffect, useRef } from 'react';
import type { Range } from './locate';

export type Mark = Range & { level: 'error' | 'warning' | 'suggestion'; message: string };

type JsonEditorProps = {
  text: string;
  marks: readonly Mark[];
  /** A range to bring into view and select; a new object each time it is asked for. */
  reveal: Range | null;
  onType: (text: string) => void;
};

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent)' },
  { tag: tags.string, color: 'var(--allow)' },
  { tag: tags.number, color: 'var(--hold)' },
  { tag: [tags.bool, tags.null], color: 'var(--critical)' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: 'var(--ink-soft)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '0.8125rem', backgroundColor: 'var(--surface)', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.6', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '0.5rem 0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--ink-faint)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--sunken) 65%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 26%, transparent)',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--accent-soft) !important', color: 'inherit' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', color: 'var(--ink)', border: '1px solid var(--line)' },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--ink)' },
});

const extensions = [
  json(),
  syntaxHighlighting(colours),
  look,
  lintGutter(),
  EditorView.contentAttributes.of({ 'aria-label': 'policy.json', tabindex: '0' }),
];

// The history is the builder's: one undo for both views.
const setup = { history: false, historyKeymap: false, autocompletion: false, foldGutter: false } as const;

const severities = { error: 'error', warning: 'warning', suggestion: 'info' } as const;

/** policy.json with its problems at their lines. Heavy, so it is loaded after the page. */
export function JsonEditor({ text, marks, reveal, onType }: JsonEditorProps) {
  const editor = useRef<ReactCodeMirrorRef>(null);

  useEffect(() => {
    const view = editor.current?.view;
    if (!view) return;
    const end = view.state.doc.length;
    const diagnostics = marks.map(
      ({ from, to, level, message }): Diagnostic => ({
        from: Math.min(from, end),
        to: Math.min(to, end),
        severity: severities[level],
        message,
      }),
    );
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }, [marks]);

  const before = useRef(text);
  useEffect(() => {
    const view = editor.current?.view;
    if (view && !view.hasFocus && text !== before.current) follow(view, firstDifference(before.current, text));
    before.current = text;
  }, [text]);

  useEffect(() => {
    if (reveal) show(editor.current?.view, reveal);
  }, [reveal]);

  return (
    <CodeMirror
      ref={editor}
      value={text}
      height="100%"
      className="h-full border-2 border-transparent focus-within:border-accent"
      theme="none"
      basicSetup={setup}
      indentWithTab={false}
      extensions={extensions}
      onChange={onType}
      onCreateEditor={(view) => reveal && show(view, reveal)}
    />
  );
}

/** Brings the line that a visual edit or undo has changed into view. Focus and sideways scroll stay where they are. */
function follow(view: EditorView, at: number): void {
  const position = Math.min(at, view.state.doc.length);
  view.dispatch({ selection: { anchor: position } });
  const { top, height } = view.lineBlockAt(position);
  view.scrollDOM.scrollTop = top - (view.scrollDOM.clientHeight - height) / 2;
}

function firstDifference(before: string, after: string): number {
  const shared = Math.min(before.length, after.length);
  let at = 0;
  while (at < shared && before[at] === after[at]) at++;
  return at;
}

function show(view: EditorView | undefined, { from, to }: Range): void {
  if (!view || to > view.state.doc.length) return;
  view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
  view.focus();
}
