import type { ReactNode } from 'react';

/** A table that scrolls sideways where it is wider than the screen, by keyboard as well. */
export function ScrollRegion({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section tabIndex={0} aria-label={label} className="overflow-x-auto rounded-card border bg-surface">
      {children}
    </section>
  );
}
