import type { ComponentProps, ReactNode } from 'react';
import { showHidden } from '@/lib/core/text/show-hidden';
import { classNames } from './class-names';
import { CopyButton } from './copy-button';
import { JsonCode } from './json-code';

type CodeBlockProps = {
  title: string;
  text: string;
  language?: 'json' | 'text';
  actions?: ReactNode;
  /** Long lines go on below instead of being scrolled to. */
  isWrapped?: boolean;
  copyKind?: ComponentProps<typeof CopyButton>['kind'];
};

/** A titled block of code to copy. */
export function CodeBlock({ title, text, language = 'text', actions, isWrapped, copyKind }: CodeBlockProps) {
  const isShown = showHidden(text) === text;
  return (
    <figure className="overflow-hidden rounded-card border bg-surface">
      <figcaption className="flex items-center justify-between gap-2 border-b bg-sunken py-1 pr-1 pl-4">
        <span className="min-w-0 py-1 font-mono text-ink-soft text-xs wrap-anywhere">{title}</span>
        <span className="flex shrink-0 items-center">
          {actions}
          <CopyButton text={isShown ? undefined : text} kind={copyKind} />
        </span>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <pre tabIndex={0} className={classNames('overflow-x-auto p-4', isWrapped && 'whitespace-pre-wrap break-all')}>
        {language === 'json' ? (
          <JsonCode json={text} />
        ) : (
          <code className="font-mono text-[0.8125rem] leading-6">{text}</code>
        )}
      </pre>
    </figure>
  );
}
