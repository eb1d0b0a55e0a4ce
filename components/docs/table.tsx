import type { ReactNode } from 'react';

type TableProps = { caption: string; head: string[]; rows: { key: string; cells: ReactNode[] }[] };

/** A table that scrolls by itself where the page is narrow; a shadow at an edge says that it goes on there. */
export function Table({ caption, head, rows }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section aria-label={caption} tabIndex={0} className="scroll-shadows my-5 overflow-x-auto rounded-card border">
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b text-left text-ink-soft">
            {head.map((cell) => (
              <th key={cell} scope="col" className="px-3 py-2 font-medium sm:px-4">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} className="border-b align-top last:border-b-0">
              {cells.map((cell, index) => (
                <td key={head[index]} className="px-3 py-2.5 [overflow-wrap:break-word] sm:px-4">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
