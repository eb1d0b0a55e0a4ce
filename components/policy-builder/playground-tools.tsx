'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Textarea } from '@/components/ui/field';

type PlaygroundToolsProps = {
  sampleName: string;
  ownNames: string[] | null;
  onSample: () => void;
  onNames: (names: string[]) => void;
};

const NAMES_MAX = 2_000;

/** Whose tools the playground shows: a sample server's, or names pasted one a line. */
export function PlaygroundTools({ sampleName, ownNames, onSample, onNames }: PlaygroundToolsProps) {
  const [text, setText] = useState('');
  const names = text.split(/[\s,]+/).filter((name) => name !== '' && name.length <= 256);
  const shown = ownNames ? `${ownNames.length} tools of your own` : sampleName;
  return (
    <details className="mb-4 rounded-card border bg-surface px-4 py-3 text-sm">
      <summary>
        Tools shown: <strong className="font-medium">{shown}</strong>. Use your own
      </summary>
      <div className="mt-3 grid gap-3">
        <Field label="Tool names, one per line" hint="Their risk is assessed from the names, in your browser.">
          {(control) => (
            <Textarea
              {...control}
              className="font-mono"
              spellCheck={false}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button size="small" disabled={names.length === 0} onClick={() => onNames(names.slice(0, NAMES_MAX))}>
            Show these tools
          </Button>
          {ownNames && (
            <Button kind="secondary" size="small" onClick={onSample}>
              Back to {sampleName}
            </Button>
          )}
        </div>
      </div>
    </details>
  );
}
