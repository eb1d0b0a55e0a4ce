import { useId } from 'react';
import { Button } from '@/components/ui/button';
import { Textarea } from '@/components/ui/field';
import { configLengthMax } from '@/lib/core/stack-reader/read-config';
import { example } from './example';

type PastePaneProps = {
  text: string;
  onChange: (text: string) => void;
  /** What is wrong or odd with the text; empty where nothing is. */
  problem: string;
  isReadable: boolean;
};

/** No form and no name: nothing here can be submitted, and no checker of spelling is let at it. */
export function PastePane({ text, onChange, problem, isReadable }: PastePaneProps) {
  const id = useId();
  async function open(file: File | undefined) {
    if (file) onChange(await file.slice(0, configLengthMax + 4).text());
  }
  return (
    <section aria-labelledby={`${id}-title`} className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id={`${id}-title`} className="font-semibold text-lg">
          1. Your configuration
        </h2>
        <div className="flex gap-1">
          <Button kind="secondary" size="small" onClick={() => onChange(example)}>
            Use an example
          </Button>
          <Button kind="quiet" size="small" onClick={() => onChange('')} disabled={text === ''}>
            Clear
          </Button>
        </div>
      </div>
      <label htmlFor={id} className="text-ink-soft text-sm">
        JSON of claude_desktop_config.json, .mcp.json or mcp.json
      </label>
      <Textarea
        id={id}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        spellCheck={false}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        data-gramm="false"
        aria-describedby={`${id}-problem`}
        aria-invalid={text.trim() !== '' && !isReadable ? true : undefined}
        placeholder={'{\n  "mcpServers": { … }\n}'}
        className="h-80 resize-y font-mono text-[0.8125rem]! leading-5"
      />
      <p id={`${id}-problem`} aria-live="polite" className={isReadable ? 'text-hold text-sm' : 'text-deny text-sm'}>
        {problem}
      </p>
      <label className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-soft text-sm">
        Or open the file; it is read here and not uploaded
        <input
          type="file"
          accept=".json,.jsonc,application/json"
          onChange={(event) => open(event.target.files?.[0])}
          className="max-w-full text-sm file:mr-3 file:h-8 file:rounded-control file:border file:border-line-strong/50 file:bg-surface file:px-2.5 file:text-ink"
        />
      </label>
    </section>
  );
}
