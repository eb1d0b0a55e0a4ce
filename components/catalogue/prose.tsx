import { Fragment } from 'react';

/** A sentence in which `names` are set as code. Splitting is on whole occurrences, so the text stays as it was written. */
export function Prose({ text, names }: { text: string; names: readonly string[] }) {
  const wanted = names.filter(Boolean).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (wanted.length === 0) return text;
  const parts = text.split(new RegExp(`(?<![\\w-])(${wanted.join('|')})(?![\\w-])`));
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
