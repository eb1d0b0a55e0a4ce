import type { ReactNode } from 'react';

const prose =
  'min-w-0 max-w-3xl max-sm:[&_:is(h2,h3)]:scroll-mt-8 [&_h2]:mt-12 [&_h2]:mb-3 [&_h2]:font-semibold [&_h2]:text-xl [&_h3]:mt-8 [&_h3]:mb-2 [&_h3]:font-semibold [&_li]:mt-1.5 [&_ol]:my-4 [&_ol]:list-decimal [&_ol]:pl-5 [&_p]:my-3 [&_p]:text-ink-soft [&_ul]:my-4 [&_ul]:list-disc [&_ul]:pl-5 [&_:is(li,td,dd)]:text-ink-soft [&_:is(p,li,td,dt)>code]:break-words [&_:is(p,li,td,dt)>code]:rounded [&_:is(p,li,td,dt)>code]:bg-sunken [&_:is(p,li,td,dt)>code]:px-1 [&_:is(p,li,td,dt)>code]:font-mono [&_:is(p,li,td,dt)>code]:text-[0.85em] [&_:is(p,li,td,dt)>code]:text-ink [&_figure]:my-5';

/** One page of documentation. */
export function Article({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) {
  return (
    <article className={prose}>
      <h1 className="font-semibold text-3xl">{title}</h1>
      <p className="text-lg">{lead}</p>
      {children}
    </article>
  );
}
