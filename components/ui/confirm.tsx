import type { ReactNode } from 'react';
import { classNames } from './class-names';

type ConfirmProps = { label: string; question: ReactNode; className?: string; children: ReactNode };

/** Asks before something that cannot be undone, with or without JavaScript: the button that does it is one step away. */
export function Confirm({ label, question, className, children }: ConfirmProps) {
  return (
    <details className={classNames('group', className)}>
      <summary className="inline-flex h-8 list-none items-center rounded-control border border-deny/40 px-2.5 font-medium text-deny text-sm hover:bg-deny-soft group-open:bg-deny-soft [&::-webkit-details-marker]:hidden">
        {label}
      </summary>
      <div className="mt-2 grid gap-3 rounded-control border border-deny/30 bg-deny-soft p-3 text-sm">
        <div>{question}</div>
        {children}
      </div>
    </details>
  );
}
