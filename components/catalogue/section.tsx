import type { ReactNode } from 'react';

/** A part of a catalogue page under its heading; `id` is what links jump to. */
export function Section({ id, title, children }: { id: string; title: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="grid gap-4">
      <h2 id={id} className="scroll-mt-8 font-semibold text-xl wrap-anywhere sm:text-2xl md:scroll-mt-0">
        {title}
      </h2>
      {children}
    </section>
  );
}
