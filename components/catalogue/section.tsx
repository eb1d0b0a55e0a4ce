import type { ReactNode } from 'react';

/** A part of a catalogue page under its heading; `id` is what links jump to. */
export function Section({ id, title, children }: { id: string; title: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="grid gap-4">
      <h2 id={id} className="break-words font-semibold text-xl sm:text-2xl">
        {title}
      </h2>
      {children}
    </section>
  );
}
