import { ArrowDownRight, ArrowUpRight, Minus } from 'lucide-react';
import type { Sentence } from '@/lib/core/policy/diff/diff';

const signs = {
  wider: { Icon: ArrowUpRight, look: 'text-hold', word: 'Wider:' },
  narrower: { Icon: ArrowDownRight, look: 'text-allow', word: 'Narrower:' },
  changed: { Icon: Minus, look: 'text-ink-faint', word: 'Changed:' },
} as const;

/** Differences in words; access that widens and narrows is told apart by more than colour. */
export function ChangeList({ changes, className = '' }: { changes: readonly Sentence[]; className?: string }) {
  return (
    <ul className={`grid gap-1 text-sm ${className}`}>
      {changes.map(({ kind, text }) => {
        const { Icon, look, word } = signs[kind];
        return (
          <li key={`${kind} ${text}`} className="flex gap-2">
            <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${look}`} />
            <span className="min-w-0 break-words">
              <span className="sr-only">{word} </span>
              {text}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
