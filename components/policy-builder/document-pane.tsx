'use client';

import { Download } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import type { Problem } from '@/lib/core/policy/document/read';
import type { Mark } from './json-editor';
import type { Range } from './locate';

const JsonEditor = lazy(() => import('./json-editor').then((module) => ({ default: module.JsonEditor })));

type DocumentPaneProps = {
  text: string;
  problems: readonly Problem[];
  marks: readonly Mark[];
  reveal: Range | null;
  /** The form that publishes what is written here. */
  formId: string;
  onType: (text: string) => void;
  onRevert: () => void;
  onShow: (range: Range) => void;
};

/** policy.json itself. Until the editor is there, and without JavaScript, it is a plain text field of the form. */
export function DocumentPane({ text, problems, marks, reveal, formId, onType, onRevert, onShow }: DocumentPaneProps) {
  const [started, setStarted] = useState(false);
  useEffect(() => setStarted(true), []);
  const lines = text.split('\n').length;
  const field = (
    <textarea
      form={formId}
      name="document"
      aria-label="policy.json"
      spellCheck={false}
      value={text}
      onChange={({ target }) => onType(target.value)}
      className="block size-full resize-none bg-surface p-4 font-mono text-[0.8125rem] leading-[1.6]"
    />
  );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center justify-between border-b bg-sunken py-1 pr-1 pl-4">
        <span className="text-ink-soft text-xs">
          {problems.length > 0 ? 'Not valid' : `Valid, ${lines} ${lines === 1 ? 'line' : 'lines'}`}
        </span>
        <span className="flex">
          <Button kind="quiet" size="small" onClick={() => download(text)}>
            <Download aria-hidden />
            Download
          </Button>
          <CopyButton text={text} />
        </span>
      </div>
      {problems.length > 0 && <Problems text={text} problems={problems} onRevert={onRevert} onShow={onShow} />}
      <div className="min-h-0 flex-1">
        {started ? (
          <Suspense fallback={field}>
            <input type="hidden" form={formId} name="document" value={text} />
            <JsonEditor text={text} marks={marks} reveal={reveal} onType={onType} />
          </Suspense>
        ) : (
          field
        )}
      </div>
    </div>
  );
}

type ProblemsProps = Pick<DocumentPaneProps, 'text' | 'problems' | 'onRevert' | 'onShow'>;

function Problems({ text, problems, onRevert, onShow }: ProblemsProps) {
  return (
    <div role="alert" className="max-h-40 shrink-0 overflow-y-auto border-b bg-deny-soft px-4 py-3 text-deny text-sm">
      <p className="flex flex-wrap items-center justify-between gap-2 font-medium">
        {problems.length === 1 ? 'One problem' : `${problems.length} problems`}. The list of tools shows the last valid
        document.
        <Button kind="danger" size="small" onClick={onRevert}>
          Back to the last valid document
        </Button>
      </p>
      <ul className="mt-2 grid gap-1">
        {problems.slice(0, PROBLEMS_SHOWN).map((problem) => (
          <li key={`${problem.line}:${problem.column}:${problem.message}`}>
            <button
              type="button"
              className="text-left underline-offset-2 hover:underline"
              onClick={() => onShow(rangeOf(text, problem))}
            >
              Line {problem.line}: {problem.message}
              {problem.pointer && <code className="ml-1.5 font-mono text-xs">{problem.pointer}</code>}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const PROBLEMS_SHOWN = 20;

/** From the place of a problem to the end of its line, at least one character where there is one. */
export function rangeOf(text: string, { line, column }: Pick<Problem, 'line' | 'column'>): Range {
  let start = 0;
  for (let passed = 1; passed < line; passed++) start = text.indexOf('\n', start) + 1;
  const from = Math.min(start + column - 1, text.length);
  const end = text.indexOf('\n', from);
  return { from, to: end === -1 ? text.length : end };
}

function download(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = 'policy.json';
  link.click();
  URL.revokeObjectURL(link.href);
}
