import type { ReactNode } from 'react';

/** What a list shows before it has anything: what will be here, and the next step. */
export function EmptyState({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-3 rounded-card border border-dashed px-6 py-14 text-center">
      <h2 className="font-semibold text-lg">{title}</h2>
      <div className="max-w-md text-ink-soft text-sm">{children}</div>
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
