'use client';

import { Keyboard } from 'lucide-react';
import { Popover } from 'radix-ui';
import { Button } from '@/components/ui/button';

const shortcuts: [keys: string[], effect: string][] = [
  [['/'], 'Search tools'],
  [['↑', '↓'], 'Previous and next tool'],
  [['←', '→'], 'Previous and next choice'],
  [['A', 'L', 'P', 'D', 'H'], 'Allow, Limit, aPprove, Deny, Hide'],
  [['⌫'], 'Remove its rule'],
  [['↵'], 'Show the fields of the tool'],
  [['Ctrl', 'Z'], 'Undo, with Shift redo'],
  [['Ctrl', '↵'], 'Publish'],
];

export function ShortcutsHelp() {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button kind="quiet" size="icon" aria-label="Keyboard shortcuts" className="max-sm:hidden">
          <Keyboard aria-hidden />
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={8}
          aria-label="Keyboard shortcuts"
          className="z-50 rounded-card border bg-surface p-4 text-sm shadow-raised"
        >
          <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
            {shortcuts.map(([keys, effect]) => (
              <div key={effect} className="contents">
                <dt className="flex gap-1">
                  {keys.map((key) => (
                    <kbd key={key} className="rounded border bg-sunken px-1.5 font-mono text-ink-soft text-xs">
                      {key}
                    </kbd>
                  ))}
                </dt>
                <dd className="text-ink-soft">{effect}</dd>
              </div>
            ))}
          </dl>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
