import type { ReactNode } from 'react';
import { CopyButton } from './copy-button';
import { JsonCode } from './json-code';

type CodeBlockProps = { title: string; text: string; language?: 'json' | 'text'; actions?: ReactNode };

/** A titled block of code to copy. */
export function CodeBlock({ title, text, language = 'text', actions }: CodeBlockProps) {
  return (
    <figure className="overflow-hidden rounded-card border bg-surface">
      <figcaption className="flex items-center justify-between gap-2 border-b bg-sunken py-1 pr-1 pl-4">
        <span className="truncate font-mono text-ink-soft text-xs">{title}</span>
        <span className="flex items-center">
          {actions}
          <CopyButton text={text} />
        </span>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <pre tabIndex={0} className="overflow-x-auto p-4">
        {language === 'json' ? (
          <JsonCode json={text} />
        ) : (
          <code className="font-mono text-[0.8125rem] leading-6">{text}</code>
        )}
      </pre>
    </figure>
  );
}
