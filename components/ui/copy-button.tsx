'use client';

import { Check, Copy } from 'lucide-react';
import { type ComponentProps, useEffect, useState } from 'react';
import { Button } from './button';

const SHOWN_MS = 2_000;

type CopyButtonProps = {
  /** Left out where the button stands in a figure that shows the very text. */
  text?: string;
  label?: string;
  kind?: ComponentProps<typeof Button>['kind'];
};

export function CopyButton({ text, label = 'Copy', kind = 'quiet' }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');

  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy(button: HTMLElement) {
    try {
      const shown = button.closest('figure')?.querySelector('pre')?.textContent;
      await navigator.clipboard.writeText(text ?? shown ?? '');
      setState('copied');
    } catch {
      setState('failed');
    }
  }

  const word = { idle: label, copied: 'Copied', failed: 'Press Ctrl+C' }[state];
  return (
    <Button kind={kind} size="small" onClick={(event) => copy(event.currentTarget)}>
      {state === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
      <span aria-live="polite">{word}</span>
    </Button>
  );
}
