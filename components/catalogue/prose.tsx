import { Fragment } from 'react';
import { showHidden } from '@/lib/core/text/show-hidden';

/**
 * A sentence in which `names` are set as code. Splitting is on whole occurrences, so the text stays as it was written; what
 * a stranger hid in a word that the sentence quotes is shown.
 */
export function Prose({ text, names }: { text: string; names: readonly string[] }) {
  const wanted = names.filter(Boolean).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const shown = showHidden(text);
  if (wanted.length === 0) return shown;
  const parts = shown.split(new RegExp(`(?<![\\w-])(${wanted.join('|')})(?![\\w-])`));
  return parts.map((part, index) => {
    const key = `${index} ${part}`;
    return index % 2 === 1 ? (
      <code key={key} className="break-words font-mono text-[0.9em] text-ink">
        {part}
      </code>
    ) : (
      <Fragment key={key}>{part}</Fragment>
    );
  });
}
