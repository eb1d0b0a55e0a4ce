'use client';

import { classNames } from '@/components/ui/class-names';

export type Pane = 'tools' | 'side';

const panes: { pane: Pane; word: string }[] = [
  { pane: 'tools', word: 'Tools' },
  { pane: 'side', word: 'policy.json' },
];

/** On a narrow screen: which of the two panes is shown. */
export function PaneSwitch({ pane, onPane }: { pane: Pane; onPane: (pane: Pane) => void }) {
  return (
    <fieldset data-needs-script className="mb-3 grid grid-cols-2 rounded-control border bg-sunken p-0.5 @4xl:hidden">
      <legend className="sr-only">View</legend>
      {panes.map(({ pane: one, word }) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === pane}
          onClick={() => onPane(one)}
          className={classNames(
            'h-9 rounded-md text-sm',
            one === pane ? 'bg-surface font-medium text-ink ring-1 ring-line-strong/40' : 'text-ink-soft',
          )}
        >
          {word}
        </button>
      ))}
    </fieldset>
  );
}
